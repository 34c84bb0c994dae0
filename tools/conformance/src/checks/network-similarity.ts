import {
  pairLayers,
  type Metric,
  type PairLayer,
  type SeedMeasures,
  type Weighting,
} from '@metasparse/affinity';
import type { CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { compareSame, type GoldenNumber } from '../golden/golden-number.js';
import {
  compareTable,
  GOLDEN_SIDES,
  pairTable,
  type GoldenPair,
  type GoldenSide,
  type GoldenTable,
} from '../golden/similarity-golden.js';
import type { GoldenRun } from '../golden/stored-runs.js';

const TOLERANCE = 0.005;
/** Kept weights up to which a layer counts as empty, within the tolerance of kept counts. */
const NEARLY_EMPTY = 10;

/** All metrics and weightings of every pair and keep ratio, on both sides of compat. */
export function networkSimilarityCheck(name: string, golden: GoldenRun, measures: SeedMeasures): CheckResult {
  const similarity = new Comparison(`${name} weighted similarity`, TOLERANCE);
  measures.pairs.forEach((tasks, p) => {
    const pair = tasks.map((t) => measures.tasks[t]).join('_X_');
    Object.entries(golden.ratios).forEach(([ratio, { similarity: expected }], k) => {
      const own = expected?.[pair];
      if (own !== undefined) compareLevel(pairLayers(measures, p, k), own, `${ratio} ${pair}`, similarity);
    });
  });
  return similarity.result();
}

function compareLevel(
  layers: readonly PairLayer[],
  golden: GoldenPair,
  where: string,
  into: Comparison,
): void {
  golden.per_layer.iou.forEach((value, l) => {
    const { a, b } = layers[l] as PairLayer;
    if (value === 'nan')
      compareSame(into, Math.max(a.kept, b.kept) <= NEARLY_EMPTY, `${where}, empty layer ${l}`);
  });
  for (const side of GOLDEN_SIDES)
    compareTable(pairTable(layers, side), withoutNaN(golden[side], layers, side), `${where} ${side}`, into);
}

/**
 * The golden table with our own value wherever it is NaN: an empty layer poisons the published average, and in the
 * network files the corrected one too, so there is nothing to compare (sim_fixture.json holds the corrected rule).
 */
function withoutNaN(golden: GoldenTable, layers: readonly PairLayer[], side: GoldenSide): GoldenTable {
  const own = pairTable(layers, side);
  const row = (metric: Metric): GoldenTable[Metric] =>
    Object.fromEntries(
      Object.entries(golden[metric]).map(([weighting, value]) => [
        weighting,
        value === 'nan' ? ownOrNaN(own[metric][weighting as Weighting]) : value,
      ]),
    );
  return { epi: row('epi'), iou: row('iou'), sals: row('sals'), masked_sals: row('masked_sals') };
}

function ownOrNaN(value: GoldenNumber | undefined): GoldenNumber {
  return value === undefined || Number.isNaN(value) ? 'nan' : value;
}
