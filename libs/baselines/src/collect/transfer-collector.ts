import { taskTargets, type DatasetConfig, type Task, type TaskTargets } from '@metasparse/scenenet';
import { hScore } from '../transfer/h-score.js';
import { logMe } from '../transfer/log-me.js';
import { SampleSums } from '../transfer/sample-sums.js';
import { sampledPixels, sampleKey } from '../transfer/sampled-pixels.js';
import { tableOf, type Collector } from './collector.js';

export interface TransferSettings {
  readonly config: DatasetConfig;
  readonly tasks: readonly Task[];
  readonly seed: number;
  /** Pixels drawn from each batch, of those that the task has labels for. */
  readonly pixelsPerBatch: number;
  /** Channels of the feature. */
  readonly channels: number;
}

/**
 * H-score and LogME of the shared feature for each task's labels at the feature's resolution. A pair is as near as its two scores are: the
 * smaller H-score over the larger, minus the distance of the LogMEs.
 */
export function transferCollector(settings: TransferSettings): Collector {
  const { tasks, config, channels } = settings;
  const kinds = tasks.map((): TaskTargets['kind'] => 'values');
  const sums = tasks.map((): SampleSums | null => null);
  return {
    add({ feature, shape }, batch, index) {
      tasks.forEach((task, t) => {
        const [, height, width] = shape as [number, number, number];
        const targets = taskTargets(task, config, batch, height, width);
        const into = (sums[t] ??= new SampleSums(channels, targets.size));
        kinds[t] = targets.kind;
        addPixels(into, feature, targets, settings, index);
      });
    },
    finish() {
      const h = sums.map((own) => (own === null ? NaN : hScore(own)));
      const evidence = sums.map((own, t) => (own === null ? NaN : logMe(own, kinds[t] ?? 'values')));
      const ratio = (a: number, b: number): number => Math.min(a, b) / Math.max(a, b);
      const of = (scores: readonly number[], value: (a: number, b: number) => number): number[][] =>
        tableOf(tasks.length, (a, b) => value(scores[a] as number, scores[b] as number));
      return {
        metrics: {
          h_score_ratio: of(h, ratio),
          logme_difference: of(evidence, (a, b) => -Math.abs(a - b)),
        },
        tasks: { h_score: h, logme: evidence, sampled_pixels: sums.map((own) => own?.samples ?? 0) },
      };
    },
  };
}

function addPixels(
  sums: SampleSums,
  feature: Float32Array,
  targets: TaskTargets,
  { seed, pixelsPerBatch, channels }: TransferSettings,
  index: number,
): void {
  const target = new Float64Array(targets.size);
  for (const pixel of sampledPixels(targets.pixels, pixelsPerBatch, sampleKey(seed, index))) {
    targets.read(pixel, target);
    sums.add(feature.subarray(pixel * channels, (pixel + 1) * channels), target);
  }
}
