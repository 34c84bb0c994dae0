/** What the page of a pruning shows; prune.json has all of it. */
export interface PruningRun {
  readonly method: string;
  readonly criterion: string;
  readonly arbiter: string;
  readonly compat: string;
  readonly scope: 'backbone' | 'net';
  /** Percent of zeros asked for. */
  readonly sparsityPercent: number;
  readonly dataset: string;
  readonly seed: number;
  readonly from: { readonly file: string } | null;
  readonly data: {
    readonly name: string;
    readonly split: string;
    readonly batches: number;
    readonly batchSize: number;
    readonly dropout: boolean;
    readonly precision: string;
  } | null;
  /** Side of the square image that FLOPs are counted for, pixels. */
  readonly crop: number;
  readonly keepRatio: number;
  /** By ranking: a task, or `joint`. */
  readonly numToKeep: Readonly<Record<string, number>>;
  readonly shortfall: number | null;
  readonly backbone: PruningTotals;
  readonly net: PruningTotals;
  /** The backbone's layers, then the heads'. */
  readonly layers: readonly PruningLayer[];
  readonly disconnected: readonly string[];
  readonly notes: readonly string[];
}

export interface PruningTotals {
  readonly weights: number;
  readonly kept: number;
  readonly sparsity: number;
  readonly flops: number;
  readonly keptFlops: number;
}

export interface PruningLayer {
  readonly name: string;
  readonly weights: number;
  readonly kept: number;
  readonly density: number;
  readonly flops: number;
  readonly keptFlops: number;
  readonly deadChannels: number;
  readonly emptyFilters: number;
  /** Of the kept weights the fraction that each task's own mask keeps. */
  readonly shares: Readonly<Record<string, number>>;
}

/** Layers of the shared backbone, by name. */
export function backboneOf({ layers }: PruningRun): readonly PruningLayer[] {
  return layers.filter(({ name }) => name.startsWith('backbone.'));
}

/** Layers of each head, in head order. */
export function headsOf({ layers }: PruningRun): readonly (readonly PruningLayer[])[] {
  const heads = new Map<string, PruningLayer[]>();
  for (const layer of layers) {
    const head = /^task\d+_/.exec(layer.name)?.[0];
    if (head !== undefined) heads.set(head, [...(heads.get(head) ?? []), layer]);
  }
  return [...heads.values()];
}
