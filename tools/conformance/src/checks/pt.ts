import {
  NARROW_WIDTHS,
  buildNet,
  convsOf,
  freeNet,
  type ConvParameters,
  type PassContext,
  type SceneNet,
  type TaskHead,
} from '@metasparse/scenenet';
import {
  SaliencyPass,
  densityReport,
  joinedLayers,
  memoryScores,
  normFactor,
  taskLayers,
  type TaskScores,
} from '@metasparse/sparsity';
import { gradientSquareScores, l1Scores, pruneByScores } from '@metasparse/training';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum } from '../compare.js';
import { kernels } from '../device.js';
import { formulaSource, formulaWeights } from '../formula.js';
import { readGolden, readSalt } from '../golden.js';
import { compareHashes, compareKept } from '../golden/mask-golden.js';
import { GOLDEN_LOSSES, goldenBatch, goldenPlan, type CropStart } from '../golden/nyuv2-batch.js';
import { goldenLayers } from './weights.js';

type Counts = Readonly<Record<string, number>>;

interface GoldenRatio {
  readonly tasks: Readonly<
    Record<
      string,
      {
        readonly num_to_keep: number;
        readonly threshold: number;
        readonly kept_total: number;
        readonly kept: Counts;
      }
    >
  >;
  readonly union: {
    readonly kept: Counts;
    readonly backbone_sha256: Readonly<Record<string, string>>;
    readonly backbone_sparsity: number;
    readonly model_sparsity: number;
  };
}

interface Golden {
  readonly tasks: Readonly<
    Record<string, { readonly norm_factor_f32: number; readonly layer_score_sum: Counts }>
  >;
  readonly ratios: Readonly<Record<string, GoldenRatio>>;
  readonly l1: { readonly ratios: Readonly<Record<string, GoldenRatio>> };
}

const CROP = 225;
/** The two batches of every two-batch golden run. */
const STARTS: readonly CropStart[] = [
  [0, 0],
  [255, 415],
];
const SUMS = 0.02;
const UNION_SPARSITY = 0.002;
const BACKBONE_LAYERS = 36;

/** Pruning of a trained net: by gradient and weight, and by weight alone. */
export const ptChecks: readonly Check[] = [
  { file: 'pt.json', name: 'pre-trained pruning, gradients', run: runGradient },
  {
    file: 'pt.json',
    name: 'pre-trained pruning, magnitude',
    run: (shared) => Promise.resolve(runMagnitude(shared)),
  },
];

async function runGradient(shared: string): Promise<readonly CheckResult[]> {
  const golden = readGolden<Golden>(shared, 'pt.json');
  const context: PassContext = { kernels: kernels(), backward: 'float32' };
  const net = buildNet(context, goldenPlan(NARROW_WIDTHS), formulaSource(kernels(), readSalt(shared)), false);
  const pass = new SaliencyPass(context, net, GOLDEN_LOSSES);
  for (const start of STARTS) pass.addBatch(await goldenBatch(shared, CROP, [start]), null);
  const scores = net.heads.map((head) => gradientScores(context, net, head, pass));
  pass.free();
  freeNet(context, net);
  return [...compareScores(golden, scores), ...compareRatios(golden.ratios, scores)];
}

function gradientScores(
  { kernels: device }: PassContext,
  net: SceneNet,
  { task, parameters }: TaskHead,
  pass: SaliencyPass,
): TaskScores {
  const convs = [...net.backbone.convs, ...convsOf(parameters)];
  const arrays = convs.map((conv: ConvParameters) => {
    const host = device.weightToHost(conv.weight);
    const weights = device.read(host);
    device.free(host);
    return gradientSquareScores(pass.gradientSums(task, conv.layer.name), weights);
  });
  return memoryScores(
    task,
    convs.map(({ layer }) => layer),
    BACKBONE_LAYERS,
    arrays,
  );
}

function compareScores(golden: Golden, scores: readonly TaskScores[]): readonly CheckResult[] {
  const sums = new Comparison('pt score sums, relative', SUMS);
  for (const task of scores) {
    const expected = golden.tasks[task.task];
    sums.addRelative(`${task.task} norm factor`, normFactor(task), expected?.norm_factor_f32 ?? NaN);
    task.layers.forEach(({ name }, l) => {
      sums.addRelative(`${task.task} ${name}`, sum(task.layer(l)), expected?.layer_score_sum[name] ?? NaN);
    });
  }
  return [sums.result()];
}

function compareRatios(
  ratios: Readonly<Record<string, GoldenRatio>>,
  scores: readonly TaskScores[],
): readonly CheckResult[] {
  const exact = new Comparison('pt number to keep', 0);
  const thresholds = new Comparison('pt thresholds, relative', SUMS);
  const kept = new Comparison('pt kept weights per layer, share of the tolerance', 1);
  const sparsities = new Comparison('pt sparsity of backbone and model', UNION_SPARSITY);
  const sorted = scores.map(sortedScores);
  for (const [ratio, expected] of Object.entries(ratios)) {
    const size = { kind: 'keep-ratio', keepRatio: Number(ratio), normalise: true } as const;
    const { tasks, joined, numToKeep } = pruneByScores(scores, { size, arbiter: 'union' });
    tasks.forEach((task, t) => {
      const of = expected.tasks[task.task];
      exact.add(`${ratio} ${task.task}`, numToKeep[t], of?.num_to_keep ?? NaN);
      for (const { layer, mask } of taskLayers(task)) {
        const count = of?.kept[layer.name] ?? NaN;
        const actual = densityReport([{ layer, mask }]).total.kept;
        kept.add(`${ratio} ${task.task} ${layer.name}`, actual, count, 0.01 * count + 10);
      }
      const lowest = sorted[t]?.at(-(numToKeep[t] as number));
      thresholds.addRelative(`${ratio} ${task.task}`, lowest, of?.threshold ?? NaN);
    });
    addSparsities(sparsities, ratio, joined, expected);
  }
  return [exact.result(), thresholds.result(), kept.result(), sparsities.result()];
}

/** All normalised scores of a task, rising: the K-th largest by another way than the one under test. */
function sortedScores(scores: TaskScores): Float32Array {
  const norm = normFactor(scores);
  return Float32Array.from(scores.layers.flatMap((_, l) => [...scores.layer(l)]))
    .sort()
    .map((score) => score / norm);
}

function addSparsities(
  into: Comparison,
  ratio: string,
  joined: ReturnType<typeof pruneByScores>['joined'],
  { union }: GoldenRatio,
): void {
  into.add(`${ratio} backbone`, densityReport(joined.backbone).total.sparsity, union.backbone_sparsity);
  into.add(`${ratio} model`, densityReport(joinedLayers(joined)).total.sparsity, union.model_sparsity);
}

function runMagnitude(shared: string): readonly CheckResult[] {
  const { l1 } = readGolden<Golden>(shared, 'pt.json');
  const salt = readSalt(shared);
  const plan = goldenPlan(NARROW_WIDTHS);
  const layers = goldenLayers(NARROW_WIDTHS);
  const arrays = layers.map((layer, l) => l1Scores(formulaWeights(layer, l, salt)));
  const scores = plan.tasks.map(({ task }, t) => {
    const from = BACKBONE_LAYERS + 12 * t;
    const own = <T>(all: readonly T[]): T[] => [
      ...all.slice(0, BACKBONE_LAYERS),
      ...all.slice(from, from + 12),
    ];
    return memoryScores(task, own(layers), BACKBONE_LAYERS, own(arrays));
  });
  const counts = new Comparison('pt l1 kept weights', 0);
  const hashes = new Comparison('pt l1 SHA-256 of the joined backbone masks', 0);
  const sparsities = new Comparison('pt l1 sparsity of backbone and model', 1e-12);
  for (const [ratio, expected] of Object.entries(l1.ratios)) {
    const size = { kind: 'keep-ratio', keepRatio: Number(ratio), normalise: false } as const;
    const { tasks, joined, numToKeep } = pruneByScores(scores, { size, arbiter: 'union' });
    tasks.forEach((task, t) => {
      const of = expected.tasks[task.task];
      const where = `${ratio} ${task.task}`;
      counts.add(`${where} number to keep`, numToKeep[t], of?.num_to_keep ?? NaN);
      counts.add(`${where} kept in all`, densityReport(taskLayers(task)).total.kept, of?.kept_total ?? NaN);
      compareKept(taskLayers(task), of?.kept ?? {}, where, counts);
    });
    compareKept(joinedLayers(joined), expected.union.kept, `${ratio} union`, counts);
    compareHashes(joined.backbone, expected.union.backbone_sha256, ratio, hashes);
    addSparsities(sparsities, ratio, joined, expected);
  }
  return [counts.result(), hashes.result(), sparsities.result()];
}
