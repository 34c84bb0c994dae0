import { join } from 'node:path';
import { openDataset, wholeSample } from '@metasparse/datasets';
import {
  DATASET_CONFIGS,
  NARROW_WIDTHS,
  SegmentationMetrics,
  TASK_METRICS,
  type ImagePrediction,
  type Metric,
  type MetricAccumulator,
  type Sample,
  type Task,
} from '@metasparse/scenenet';
import { EvaluationNet } from '@metasparse/training';
import type { Check, CheckResult } from '../check.js';
import { Comparison, sum } from '../compare.js';
import { kernels } from '../device.js';
import { formulaTensor } from '../formula.js';
import { netAfterForwards } from '../golden/batch-statistics.js';
import { readGolden, readSalt } from '../golden.js';
import { goldenBatch, goldenPlan } from '../golden/nyuv2-batch.js';

type Values = Readonly<Record<string, number>>;

interface GoldenMetrics {
  readonly seg: Values;
  readonly sn: Values;
  readonly depth: Values;
  readonly _extra: {
    readonly conf_mat_trace: number;
    readonly conf_mat_sum: number;
    readonly mIoU_over_classes_present_in_gt_or_pred: number;
    readonly mIoU_over_classes_present_in_gt: number;
    readonly corrected_sigma: Values;
  };
}

interface Golden {
  readonly narrow_after_10_train_forwards: {
    readonly running: Readonly<Record<string, readonly [number, number]>>;
    readonly metrics: GoldenMetrics;
  };
  readonly fixture_predictions: { readonly metrics: GoldenMetrics };
}

type Predict = (image: number, sample: Sample) => Iterable<ImagePrediction & { readonly task: Task }>;

const CONFIG = DATASET_CONFIGS.nyuv2;
const CROP = 225;
const FORWARDS = 10;
/** The original's angles are float32: about 1e-3 of a degree near 0; shares move by single pixels. */
const FIXTURE = 1e-4;
/** Ten forwards and 36 layers of float32 in another order turn the class of a few pixels. */
const NETWORK = 5e-3;

/** Metrics on the two whole images, of formula predictions and of a net in evaluation mode. */
export const evaluateChecks: readonly Check[] = [
  { file: 'eval.json', name: 'metrics of formula predictions', run: runFixture },
  { file: 'eval.json', name: 'a net in evaluation mode', run: runNetwork },
];

async function runFixture(shared: string): Promise<readonly CheckResult[]> {
  const { fixture_predictions: golden } = readGolden<Golden>(shared, 'eval.json');
  const salt = readSalt(shared);
  const formula = (stream: number, task: Task, classes: number, map: (v: number) => number) => ({
    task,
    ...channelsLast(formulaTensor(stream, salt, classes * 61 * 81, map), 61, 81, classes),
  });
  const measured = await measure(shared, (k) => [
    formula(5000 + 10 * k, 'seg', 40, (v) => 4 * v),
    formula(5001 + 10 * k, 'sn', 3, (v) => v),
    formula(5002 + 10 * k, 'depth', 1, (v) => Math.fround(2 + Math.fround(3 * v))),
  ]);
  return compareMetrics('eval fixture', measured, golden.metrics, FIXTURE);
}

async function runNetwork(shared: string): Promise<readonly CheckResult[]> {
  const { narrow_after_10_train_forwards: golden } = readGolden<Golden>(shared, 'eval.json');
  const plan = goldenPlan(NARROW_WIDTHS);
  const before = kernels().live();
  const batch = await goldenBatch(shared, CROP, [[0, 0]]);
  const tensors = netAfterForwards(plan, readSalt(shared), batch, FORWARDS);
  const running = new Comparison('eval running statistics, relative', 1e-3);
  for (const [name, [mean, variance]] of Object.entries(golden.running)) {
    const of = (part: string): number => sum(tensors.get(`${name}.${part}`)?.values ?? new Float32Array(0));
    running.add(`${name} mean`, of('running_mean'), mean, Math.sqrt(variance));
    running.addRelative(`${name} variance`, of('running_var'), variance);
  }
  const net = new EvaluationNet(kernels(), plan, tensors);
  const measured = await measure(shared, (_, sample) => predictions(net, sample));
  net.free();
  const leaks = new Comparison('eval tensors left behind', 0);
  leaks.add('live', kernels().live(), before);
  return [
    running.result(),
    ...compareMetrics('eval network', measured, golden.metrics, NETWORK),
    leaks.result(),
  ];
}

function* predictions(net: EvaluationNet, sample: Sample): Iterable<ImagePrediction & { task: Task }> {
  const batch = { samples: [sample], height: sample.height, width: sample.width };
  for (const { task, shape, values } of net.predict(batch))
    yield { task, height: shape[1], width: shape[2], classes: shape[3], values };
}

async function measure(shared: string, predict: Predict): Promise<Map<Task, MetricAccumulator>> {
  const reader = await openDataset(join(shared, 'data/nyuv2-sample'), { dataset: 'nyuv2', split: 'test' });
  const metrics = new Map(CONFIG.tasks.map((task) => [task, TASK_METRICS[task](CONFIG)]));
  for (let k = 0; k < reader.records.length; k++) {
    const sample = wholeSample(await reader.readRaw(k), 'nyuv2', 'correct');
    for (const { task, ...prediction } of predict(k, sample)) metrics.get(task)?.add(prediction, sample);
  }
  return metrics;
}

function compareMetrics(
  name: string,
  measured: ReadonlyMap<Task, MetricAccumulator>,
  golden: GoldenMetrics,
  tolerance: number,
): CheckResult[] {
  const published = new Comparison(`${name}, as published, relative`, tolerance);
  const corrected = new Comparison(`${name}, corrected, relative`, tolerance);
  const of = (task: Task): Map<string, Metric> =>
    new Map(
      measured
        .get(task)
        ?.metrics()
        .map((metric) => [metric.name, metric]),
    );
  for (const task of ['seg', 'sn', 'depth'] as const)
    for (const [key, value] of Object.entries(golden[task]))
      published.addRelative(`${task} ${key}`, of(task).get(key)?.published ?? NaN, value);
  const { _extra: extra } = golden;
  const correctedOf = (task: Task, key: string): number => of(task).get(key)?.corrected ?? NaN;
  corrected.addRelative('mIoU', correctedOf('seg', 'mIoU'), extra.mIoU_over_classes_present_in_gt_or_pred);
  corrected.addRelative(
    'mIoU, labelled classes',
    correctedOf('seg', 'mIoU, labelled classes'),
    extra.mIoU_over_classes_present_in_gt,
  );
  for (const [key, value] of Object.entries(extra.corrected_sigma))
    corrected.addRelative(key, correctedOf('depth', key.replace(/\^1$/, '')), value);
  return [
    published.result(),
    corrected.result(),
    compareConfusion(name, measured.get('seg'), extra, tolerance),
  ];
}

function compareConfusion(
  name: string,
  seg: MetricAccumulator | undefined,
  extra: GoldenMetrics['_extra'],
  tolerance: number,
): CheckResult {
  const comparison = new Comparison(`${name}, confusion matrix, relative`, tolerance);
  const confusion = seg instanceof SegmentationMetrics ? seg.confusion : undefined;
  const total = confusion?.counts.reduce((all, n) => all + n, 0);
  const trace = confusion?.counts.reduce(
    (all, n, i) => (i % (confusion.classes + 1) === 0 ? all + n : all),
    0,
  );
  comparison.addRelative('pixels', total, extra.conf_mat_sum);
  comparison.addRelative('correct pixels', trace, extra.conf_mat_trace);
  return comparison.result();
}

/** [classes, height, width] to [height, width, classes]. */
function channelsLast(values: Float32Array, height: number, width: number, classes: number): ImagePrediction {
  const pixels = height * width;
  const turned = new Float32Array(values.length);
  for (let c = 0; c < classes; c++)
    for (let p = 0; p < pixels; p++) turned[p * classes + c] = values[c * pixels + p] as number;
  return { height, width, classes, values: turned };
}
