import type { Compat } from '@metasparse/scenenet';
import type { SeedMeasures } from '../measure/measures.js';

/** What a similarity run knows when all its seeds are measured. */
export interface SimilarityRun {
  readonly dataset: string;
  readonly compat: Compat;
  /** Percent, in the order of the measures' keep ratios. */
  readonly sparsities: readonly number[];
  readonly seeds: readonly number[];
  /** Batches per seed. */
  readonly batches: number;
  readonly batchSize: number;
  /** One per seed, in the order of `seeds`. */
  readonly measures: readonly SeedMeasures[];
}

/**
 * The first seed's measures, after checking that all seeds measured the same thing.
 * @throws RangeError where the lists do not fit together.
 */
export function checkedRun(run: SimilarityRun): SeedMeasures {
  const [first] = run.measures;
  if (first === undefined || run.measures.length !== run.seeds.length) {
    throw new RangeError(
      `${run.measures.length} measured seeds for ${run.seeds.length} seeds, at least 1 each is needed`,
    );
  }
  if (first.keepRatios.length !== run.sparsities.length || run.sparsities.length === 0) {
    throw new RangeError(
      `${first.keepRatios.length} keep ratios were measured for ${run.sparsities.length} sparsities`,
    );
  }
  const odd = run.measures.findIndex((measures) => signature(measures) !== signature(first));
  if (odd >= 0) {
    throw new RangeError(
      `seed ${run.seeds[odd] ?? odd} was measured on other tasks, layers or keep ratios than the first`,
    );
  }
  return first;
}

function signature({ tasks, keepRatios, layers }: SeedMeasures): string {
  return JSON.stringify([tasks, keepRatios, layers.map(({ name, weights }) => [name, weights])]);
}
