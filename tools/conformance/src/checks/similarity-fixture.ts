import {
  measureSeed,
  METRICS,
  type PairLayer,
  pairLayers,
  taskPairs,
  type Weighting,
  WEIGHTINGS,
} from '@metasparse/affinity';
import {
  keptCount,
  type LayerMasks,
  packMask,
  selectThresholds,
  type TaskScores,
  topKMasks,
  unpackMask,
} from '@metasparse/sparsity';
import type { Check, CheckResult } from '../check.js';
import { type FixtureDescription, fixtureScores } from '../golden/fixture-scores.js';
import { readGolden, readSalt } from '../golden.js';
import { compareMaskIou, type GoldenMaskIou, sha256 } from '../golden/mask-golden.js';
import { comparePair, type GoldenPair, pairTable } from '../golden/similarity-golden.js';
import { Comparison } from '../compare.js';
import { compareNumber, compareNumbers, compareSame } from '../golden/golden-number.js';

interface FixtureRatio {
  readonly kept: Readonly<Record<string, readonly number[]>>;
  readonly mask_sha256_all_layers: Readonly<Record<string, string>>;
  readonly similarity: Readonly<Record<string, GoldenPair>>;
  readonly iou_analysis: GoldenMaskIou;
}

interface SimilarityFixture extends FixtureDescription {
  readonly salt?: number;
  readonly ratios: Readonly<Record<string, FixtureRatio>>;
  /** "metric|weighting" > "a_X_b" > mean over the first four ratios, same-task pairs included. */
  readonly get_pairwise_similarity_4_ratios: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const FILE = 'sim_fixture.json';
/** The golden values are rounded to float32 and summed in another order. */
const FLOAT32 = 5e-7;
const EXACT = 1e-12;

/** Metrics, weights and masks on the fixture's formula layers. */
export const similarityFixtureChecks: readonly Check[] = [
  { file: FILE, name: 'similarity fixture', run: (shared) => Promise.resolve(runFixture(shared)) },
];

function runFixture(shared: string): readonly CheckResult[] {
  const fixture = readGolden<SimilarityFixture>(shared, FILE);
  const salt = fixture.salt ?? readSalt(shared);
  const scores = fixtureScores(fixture, salt);
  const names = Object.keys(fixture.ratios);
  const thresholds = scores.map((task) => selectThresholds(task, names.map(Number)));
  const masks = scores.map((task, t) => topKMasks(task, thresholds[t] ?? selectThresholds(task, [])));
  return [
    ...maskChecks(fixture, names, masks),
    ...pairChecks(fixture, names, scores),
    pairwiseCheck(fixture, names.slice(0, 4), scores),
  ];
}

function maskChecks(
  fixture: SimilarityFixture,
  ratios: readonly string[],
  masks: readonly (readonly LayerMasks[])[],
): readonly CheckResult[] {
  const kept = new Comparison('sim_fixture kept weights per layer', 0);
  const hashes = new Comparison('sim_fixture SHA-256 of the packed masks', 0);
  const overlaps = new Comparison('sim_fixture mask IoU of all tasks', EXACT);
  ratios.forEach((ratio, k) => {
    const golden = fixture.ratios[ratio];
    const tasks = masks.flatMap((task) => task[k] ?? []);
    for (const task of tasks) {
      compareNumbers(kept, task.masks.map(keptCount), golden?.kept[task.task], `${ratio} ${task.task}`);
      const flat = packMask(task.masks.flatMap((mask) => [...unpackMask(mask)]));
      compareSame(
        hashes,
        sha256(flat) === golden?.mask_sha256_all_layers[task.task],
        `${ratio} ${task.task}`,
      );
    }
    if (golden !== undefined) {
      compareMaskIou(tasks, golden.iou_analysis, ratio, overlaps);
    }
  });
  return [kept.result(), hashes.result(), overlaps.result()];
}

function pairChecks(
  fixture: SimilarityFixture,
  ratios: readonly string[],
  scores: readonly TaskScores[],
): readonly CheckResult[] {
  const differences = {
    perLayer: new Comparison('sim_fixture metrics per layer', FLOAT32),
    weights: new Comparison('sim_fixture layer weights', EXACT),
    weighted: new Comparison('sim_fixture weighted similarity', FLOAT32),
  };
  for (const [a, b] of taskPairs(scores.length)) {
    const pair = pairOf(scores, a, b);
    ratios.forEach((ratio, k) => {
      const golden = fixture.ratios[ratio]?.similarity[pair.name];
      if (golden !== undefined) {
        comparePair(pair.layers(ratios)[k] ?? [], golden, `${ratio} ${pair.name}`, differences);
      }
    });
  }
  return [differences.perLayer.result(), differences.weights.result(), differences.weighted.result()];
}

/** The public pairwise function: plain mean over the ratios, every pair and every task with itself. */
function pairwiseCheck(
  fixture: SimilarityFixture,
  ratios: readonly string[],
  scores: readonly TaskScores[],
): CheckResult {
  const differences = new Comparison('sim_fixture pairwise similarity over 4 ratios', FLOAT32);
  const withSelf = scores.flatMap((_, a) => scores.slice(a).map((__, i) => pairOf(scores, a, a + i)));
  for (const pair of withSelf) {
    const tables = pair.layers(ratios).map((layers) => pairTable(layers, 'reference'));
    for (const metric of METRICS) {
      for (const weighting of WEIGHTINGS) {
        const values = tables.map((table) => Number(table[metric][weighting]));
        const expected = fixture.get_pairwise_similarity_4_ratios[keyOf(metric, weighting)]?.[pair.name];
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        compareNumber(differences, mean, expected, `${metric} ${weighting} ${pair.name}`);
      }
    }
  }
  return differences.result();
}

function keyOf(metric: string, weighting: Weighting): string {
  return `${metric}|${weighting}`;
}

/** Two tasks (or one twice), measured by themselves; layers(ratios)[ratio]. */
function pairOf(
  scores: readonly TaskScores[],
  a: number,
  b: number,
): { readonly name: string; layers(ratios: readonly string[]): readonly (readonly PairLayer[])[] } {
  const both = [scores[a], scores[b]].filter((task) => task !== undefined);
  return {
    name: both.map(({ task }) => task).join('_X_'),
    layers: (ratios) => {
      const measures = measureSeed(
        both,
        both.map((task) => selectThresholds(task, ratios.map(Number))),
      );
      return ratios.map((_, k) => pairLayers(measures, 0, k));
    },
  };
}
