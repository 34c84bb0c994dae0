import { netEntries } from '../net/net-names.js';
import type { NetPlan } from '@metasparse/scenenet';

/** torchvision's name for an entry of our backbone; undefined for the heads. */
export function resNetName(ours: string): string | undefined {
  if (!ours.startsWith('backbone.')) return undefined;
  return ours
    .slice('backbone.'.length)
    .replace(/^blocks\.(\d)\./, (_, segment: string) => `layer${Number(segment) + 1}.`)
    .replace(/^ds\.(\d)\./, (_, segment: string) => `layer${Number(segment) + 1}.0.downsample.`);
}

/** Entries of the backbone of `plan`, by torchvision's names. */
export function backboneByResNetName(
  plan: NetPlan,
): ReadonlyMap<string, ReturnType<typeof netEntries>[number]> {
  return new Map(
    netEntries(plan).flatMap((entry) => {
      const name = resNetName(entry.name);
      return name === undefined ? [] : [[name, entry] as const];
    }),
  );
}
