import type { SeedMeasures } from '../measure/measures.js';
import type { KeptRow } from './similarity-file.js';
import { mean } from './statistics.js';

/** Kept weights of every task at every sparsity, means over seeds. */
export function keptRows(
  measures: readonly SeedMeasures[],
  sparsities: readonly number[],
): readonly KeptRow[] {
  const [first] = measures;
  return (first?.tasks ?? []).flatMap((task, t) =>
    sparsities.map((sparsity, k) => {
      const perLayer = (first?.layers ?? []).map((_, l) =>
        mean(measures.map((seed) => keptIn(seed, l, t, k))),
      );
      return {
        task,
        sparsity,
        keepRatio: first?.keepRatios[k] ?? NaN,
        perLayer,
        backbone: perLayer.reduce((sum, kept) => sum + kept, 0),
        head: mean(measures.map((seed) => seed.headKept[t]?.[k] ?? 0)),
      };
    }),
  );
}

function keptIn(seed: SeedMeasures, layer: number, task: number, ratio: number): number {
  return seed.layers[layer]?.tasks[task]?.kept[ratio] ?? 0;
}
