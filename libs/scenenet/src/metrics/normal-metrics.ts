import type { DatasetConfig } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import type { Label } from '../config/tasks.js';
import { AngleHistogram, type AngleSummary } from './angle-histogram.js';
import type { ImagePrediction, Metric, MetricAccumulator } from './metric.js';
import { predictionPixels } from './prediction-pixels.js';

const NO_NORMAL = 255;
const TINY = 1e-12;
type Vector = [number, number, number];

/**
 * Angle between predicted and labelled normals over all pixels pooled (reference section 5). Published: NYUv2's labels
 * are the picture's bytes, all in one octant, and a pixel with any byte at 255 is dropped (quirk 9); corrected: they are
 * decoded to [-1, 1]. A net trained on bytes predicts in their octant, so its corrected angles are large. The angle
 * to a zero vector is 90 degrees.
 */
export class NormalMetrics implements MetricAccumulator {
  readonly #label: Label;
  readonly #bytes: boolean;
  readonly #corrected = new AngleHistogram();
  readonly #published = new AngleHistogram();

  constructor({ dataset }: DatasetConfig, label: Label) {
    this.#label = label;
    this.#bytes = dataset === 'nyuv2';
  }

  add(prediction: ImagePrediction, sample: Sample): void {
    const labels = sample.labels[this.#label];
    if (labels === undefined) return;
    const source = predictionPixels(prediction.height, prediction.width, sample.height, sample.width);
    for (let p = 0; p < source.length; p++) {
      const label = vectorAt(labels, p);
      if (Math.max(...label) >= NO_NORMAL) continue;
      const predicted = vectorAt(prediction.values, source[p] as number);
      this.#corrected.add(angle(predicted, label));
      const published = this.#bytes ? toBytes(label) : label;
      if (Math.max(...published) < NO_NORMAL) this.#published.add(angle(predicted, published));
    }
  }

  metrics(): readonly Metric[] {
    const corrected = this.#corrected.summary();
    const published = this.#published.summary();
    const metric = (
      name: string,
      better: Metric['better'],
      of: (summary: AngleSummary) => number,
    ): Metric => ({
      name,
      better,
      corrected: corrected === null ? null : of(corrected),
      published: published === null ? null : of(published),
    });
    return [
      metric('Angle Mean', 'lower', ({ mean }) => mean),
      metric('Angle Median', 'lower', ({ median }) => median),
      metric('Angle 11.25', 'higher', ({ within }) => within[0]),
      metric('Angle 22.5', 'higher', ({ within }) => within[1]),
      metric('Angle 30', 'higher', ({ within }) => within[2]),
      metric('Angle 45', 'higher', ({ within }) => within[3]),
    ];
  }
}

function vectorAt(values: Float32Array, pixel: number): Vector {
  const at = 3 * pixel;
  return [values[at] as number, values[at + 1] as number, values[at + 2] as number];
}

/** The bytes that b / 127.5 - 1 decoded; the sample has them in float32, which the rounding undoes. */
function toBytes([a, b, c]: Vector): Vector {
  const byte = (value: number): number => Math.round((value + 1) * 127.5);
  return [byte(a), byte(b), byte(c)];
}

function angle([px, py, pz]: Vector, [lx, ly, lz]: Vector): number {
  const norms = Math.sqrt(px * px + py * py + pz * pz) * Math.sqrt(lx * lx + ly * ly + lz * lz);
  const cosine = norms <= TINY ? 0 : (px * lx + py * ly + pz * lz) / norms;
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}
