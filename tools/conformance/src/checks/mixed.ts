import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { measureSeed, pairLayers } from '@metasparse/affinity';
import {
  keptByBoth,
  keptByEither,
  selectThresholds,
  topKMasks,
  type LayerMasks,
  type TaskScores,
} from '@metasparse/sparsity';
import { cpuFeatures } from '@metasparse/steps';
import type { Check, CheckResult } from '../check.js';
import { Comparison } from '../compare.js';
import { readGolden } from '../golden.js';
import { runNetwork, type NetworkSetting } from '../golden/network-run.js';
import { compareTable, pairTable } from '../golden/similarity-golden.js';

/** One golden batch of each net: the full one takes most of the time of this check. */
const NETWORKS = ['narrow_225', 'full_225'] as const;

/** Keep ratio at which masks are compared, and those at which similarities are: the published NYUv2 table. */
const MASK_KEEP_RATIO = 0.08;
const KEEP_RATIOS = [MASK_KEEP_RATIO, 0.257, 0.46, 0.675] as const;

const IOU_DISTANCE = 0.015;
const SIMILARITY_TOLERANCE = 0.01;

/** The bf16 backward against our own fp32: masks overlap with IoU of at least 0.985, similarities within 0.01. */
export const mixedChecks: readonly Check[] = NETWORKS.map((name) => ({
  file: `${name}.json`,
  name: `${name} in mixed precision against fp32`,
  run: async (shared) => (hasFile(shared, name) ? compareNetwork(shared, name) : []),
}));

function hasFile(shared: string, name: string): boolean {
  return readdirSync(join(shared, 'golden')).includes(`${name}.json`);
}

async function compareNetwork(shared: string, name: string): Promise<readonly CheckResult[]> {
  if (!cpuFeatures().bf16) return [unavailable(name)];
  const setting = readGolden<NetworkSetting>(shared, `${name}.json`);
  const fp32 = await runNetwork(shared, setting, 'float32');
  const mixed = await runNetwork(shared, setting, 'bfloat16');
  return compareMixed(name, mixed.scores, fp32.scores);
}

function unavailable(name: string): CheckResult {
  return { check: `${name} mixed`, worst: 0, tolerance: 0, pass: true, detail: 'no bf16 instructions' };
}

/** Masks of each task and similarities of each pair, from the scores of two runs of one net. */
export function compareMixed(
  name: string,
  mixed: readonly TaskScores[],
  fp32: readonly TaskScores[],
): readonly CheckResult[] {
  const [ours, theirs] = [measured(mixed), measured(fp32)] as const;
  const masks = new Comparison(`${name} mixed, 1 - IoU with fp32's top-8 % masks`, IOU_DISTANCE);
  ours.masks.forEach((own, t) => {
    masks.add(own.task, 1 - overlap(own, theirs.masks[t] as LayerMasks), 0);
  });
  const similarity = new Comparison(`${name} mixed, weighted similarity against fp32`, SIMILARITY_TOLERANCE);
  ours.measures.pairs.forEach((tasks, p) => {
    const pair = tasks.map((t) => ours.measures.tasks[t]).join(' x ');
    KEEP_RATIOS.forEach((ratio, k) => {
      const tables = [ours, theirs].map(({ measures }) => pairTable(pairLayers(measures, p, k), 'corrected'));
      const [own, expected] = tables;
      if (own !== undefined && expected !== undefined)
        compareTable(own, expected, `${ratio} ${pair}`, similarity);
    });
  });
  return [masks.result(), similarity.result()];
}

interface Measured {
  /** Of each task at MASK_KEEP_RATIO. */
  readonly masks: readonly LayerMasks[];
  readonly measures: ReturnType<typeof measureSeed>;
}

function measured(scores: readonly TaskScores[]): Measured {
  const thresholds = scores.map((task) => selectThresholds(task, KEEP_RATIOS));
  const masks = scores.flatMap((task, t) => {
    const own = thresholds[t];
    return own === undefined ? [] : topKMasks(task, own).slice(0, 1);
  });
  return { masks, measures: measureSeed(scores, thresholds) };
}

/** IoU over all weights of a task. */
function overlap(a: LayerMasks, b: LayerMasks): number {
  let [both, either] = [0, 0];
  a.masks.forEach((mask, l) => {
    const other = b.masks[l];
    if (other === undefined)
      throw new RangeError(`${a.task} has ${a.masks.length} layers, not ${b.masks.length}`);
    both += keptByBoth(mask, other);
    either += keptByEither(mask, other);
  });
  return both / either;
}
