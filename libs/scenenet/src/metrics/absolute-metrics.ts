import type { Sample } from '../config/sample.js';
import type { Label } from '../config/tasks.js';
import { errorMetric } from './depth-metrics.js';
import { PooledMean } from './pooled-mean.js';
import type { ImagePrediction, Metric, MetricAccumulator } from './metric.js';
import { predictionPixels } from './prediction-pixels.js';

const MISSING = 255;

/** Mean |p - y| of keypoints, edges or their like where the label is not 255 (reference section 5). */
export class AbsoluteMetrics implements MetricAccumulator {
  readonly #label: Label;
  readonly #error = new PooledMean();

  constructor(label: Label) {
    this.#label = label;
  }

  add({ height, width, values }: ImagePrediction, sample: Sample): void {
    const labels = sample.labels[this.#label];
    if (labels === undefined) return;
    const source = predictionPixels(height, width, sample.height, sample.width);
    let [total, pixels] = [0, 0];
    for (let i = 0; i < labels.length; i++) {
      const label = labels[i] as number;
      if (label === MISSING) continue;
      total += Math.abs((values[source[i] as number] as number) - label);
      pixels++;
    }
    this.#error.addImage(total, pixels);
  }

  metrics(): readonly Metric[] {
    return [errorMetric('err', this.#error)];
  }
}
