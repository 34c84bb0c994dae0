/** A run of neighbouring layers that belong together. */
export interface LayerGroup {
  readonly label: string;
  /** First and last index, both included. */
  readonly from: number;
  readonly to: number;
}

const SEGMENT = /(?:^|\.)blocks\.(\d+)\./;
const DOWNSAMPLE = /(?:^|\.)ds\.\d+/;

/**
 * Groups the backbone's layers by name: each segment of blocks (numbered from 1 for readers), the downsampling
 * layers, and whatever else stands between them under its own name.
 */
export function layerGroups(names: readonly string[]): readonly LayerGroup[] {
  const groups: LayerGroup[] = [];
  names.forEach((name, index) => {
    const label = groupLabel(name);
    const last = groups.at(-1);
    if (last?.label === label) {
      groups[groups.length - 1] = { ...last, to: index };
    } else {
      groups.push({ label, from: index, to: index });
    }
  });
  return groups;
}

function groupLabel(name: string): string {
  const segment = SEGMENT.exec(name)?.[1];
  if (segment !== undefined) {
    return `stage ${String(Number(segment) + 1)}`;
  }
  return DOWNSAMPLE.test(name) ? 'ds' : name;
}

/** Layers that are no part of the chain from input to output: a line is not drawn through to them. */
export function isAside(name: string): boolean {
  return DOWNSAMPLE.test(name);
}
