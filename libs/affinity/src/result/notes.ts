import type { Compat } from '@metasparse/scenenet';
import type { PairTables } from './similarity-rows.js';
import { type Weighting, WEIGHTINGS } from './similarity-file.js';

/** Says which layers neither task of a pair keeps anything of, one sentence per sparsity. */
export function emptyLayerNotes(
  pair: readonly [string, string],
  tables: PairTables,
  sparsities: readonly number[],
  compat: Compat,
): readonly string[] {
  return sparsities.flatMap((sparsity, k) => {
    const cells = tables.flatMap((table) => table[k]?.layers ?? []);
    const empty = new Set(cells.filter(({ a, b }) => a.kept + b.kept === 0).map(({ name }) => name));
    if (empty.size === 0) {
      return [];
    }
    const effect =
      compat === 'correct'
        ? 'their iou counts as 1'
        : 'their iou is not a number, and with it every average (as published)';
    return [
      `${pair.join(' and ')} at ${sparsity} %: neither mask keeps a weight of ${[...empty].join(', ')} in at least one seed; ${effect}.`,
    ];
  });
}

/** Says which weightings a run in compat reference has to leave out. */
export function missingWeightingNotes(defined: readonly Weighting[]): readonly string[] {
  const missing = WEIGHTINGS.filter((weighting) => !defined.includes(weighting));
  return missing.length === 0
    ? []
    : [
        `${missing.join(', ')} are left out: as published they look at filter l of layer l, and at this width a layer has no filter of its own number (the original fails there with an IndexError).`,
      ];
}
