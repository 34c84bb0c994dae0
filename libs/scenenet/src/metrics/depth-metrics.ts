import type { DatasetConfig } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import type { Label } from '../config/tasks.js';
import { PooledMean } from './pooled-mean.js';
import type { ImagePrediction, Metric, MetricAccumulator } from './metric.js';
import { predictionPixels } from './prediction-pixels.js';

const NO_DEPTH = 3e-5;
const MISSING = 255;
const SIGMAS = [1.25, 1.25 ** 2, 1.25 ** 3] as const;
const SIGMA_NAMES = ['sigma_1.25', 'sigma_1.25^2', 'sigma_1.25^3'] as const;

/**
 * Mean |p - y|, |p - y| / y, root mean square, and the percentage of pixels with max(p/y, y/p) <= 1.25^k
 * (reference section 5). Measured pixels: y > 3e-5, which also is what NYUv2 needs (quirk 8); Taskonomy: label not 255
 * and mask 1. Published: errors as means of images' means, and a negative prediction's ratios are below any bound, so
 * it counts as right (quirk 13); the root mean square is not reported. Relative errors leave out y = 0.
 */
export class DepthMetrics implements MetricAccumulator {
  readonly #label: Label;
  readonly #masked: boolean;
  readonly #absolute = new PooledMean();
  readonly #relative = new PooledMean();
  readonly #square = new PooledMean();
  readonly #sigmas = SIGMAS.map(() => new PooledMean());
  readonly #publishedSigmas = SIGMAS.map(() => new PooledMean());

  constructor({ dataset }: DatasetConfig, label: Label) {
    this.#label = label;
    this.#masked = dataset === 'taskonomy';
  }

  add({ height, width, values }: ImagePrediction, sample: Sample): void {
    const { [this.#label]: depth, depth_mask: mask } = sample.labels;
    if (depth === undefined) return;
    const source = predictionPixels(height, width, sample.height, sample.width);
    const right = SIGMAS.map(() => 0);
    const publishedRight = SIGMAS.map(() => 0);
    let [pixels, positive, absolute, relative, square] = [0, 0, 0, 0, 0];
    for (let i = 0; i < depth.length; i++) {
      const y = depth[i] as number;
      const measured = this.#masked ? y !== MISSING && mask?.[i] === 1 : y > NO_DEPTH;
      if (!measured) continue;
      const p = values[source[i] as number] as number;
      const error = Math.abs(p - y);
      pixels++;
      absolute += error;
      square += error * error;
      if (y > 0) {
        positive++;
        relative += error / y;
      }
      countRatios(Math.max(p / y, y / p), p > 0 && y > 0, right, publishedRight);
    }
    this.#absolute.addImage(absolute, pixels);
    this.#relative.addImage(relative, positive);
    this.#square.addImage(square, pixels);
    this.#sigmas.forEach((sigma, k) => {
      sigma.addImage(right[k] as number, pixels);
    });
    this.#publishedSigmas.forEach((sigma, k) => {
      sigma.addImage(publishedRight[k] as number, pixels);
    });
  }

  metrics(): readonly Metric[] {
    const square = this.#square.overPixels;
    return [
      errorMetric('abs_err', this.#absolute),
      errorMetric('rel_err', this.#relative),
      {
        name: 'rmse',
        better: 'lower',
        corrected: square === null ? null : Math.sqrt(square),
        published: null,
      },
      ...SIGMA_NAMES.map((name, k): Metric => ({
        name,
        better: 'higher',
        corrected: percent(this.#sigmas[k]?.overPixels),
        published: percent(this.#publishedSigmas[k]?.overPixels),
      })),
    ];
  }
}

/** Mean |p - y| in both ways of counting. */
export function errorMetric(name: string, mean: PooledMean): Metric {
  return { name, better: 'lower', corrected: mean.overPixels, published: mean.overImages };
}

function countRatios(ratio: number, valid: boolean, right: number[], published: number[]): void {
  for (let k = 0; k < SIGMAS.length; k++) {
    if (!(ratio <= (SIGMAS[k] as number))) continue;
    published[k] = (published[k] as number) + 1;
    if (valid) right[k] = (right[k] as number) + 1;
  }
}

function percent(share: number | null | undefined): number | null {
  return share === null || share === undefined ? null : 100 * share;
}
