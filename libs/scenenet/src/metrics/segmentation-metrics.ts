import type { DatasetConfig } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import type { Label } from '../config/tasks.js';
import { Confusion } from './confusion.js';
import { PooledMean } from './pooled-mean.js';
import type { ImagePrediction, Metric, MetricAccumulator } from './metric.js';
import { predictionPixels } from './prediction-pixels.js';

/**
 * Mean IoU, pixel accuracy and cross entropy (reference section 5). Published: IoU over classes with a correct pixel
 * (quirk 12), accuracy and cross entropy as means of images' means, and every label below the number of classes
 * counts in the accuracy, Cityscapes' void -1 too (quirk 14). The first of equal logits is the prediction.
 */
export class SegmentationMetrics implements MetricAccumulator {
  readonly confusion: Confusion;
  readonly #label: Label;
  readonly #accuracy = new PooledMean();
  readonly #publishedAccuracy = new PooledMean();
  readonly #crossEntropy = new PooledMean();

  constructor(config: DatasetConfig, label: Label) {
    this.#label = label;
    this.confusion = new Confusion(config.classes.seg ?? 0);
  }

  /** @throws RangeError where the prediction has another number of classes. */
  add(prediction: ImagePrediction, sample: Sample): void {
    const labels = sample.labels[this.#label];
    if (labels === undefined) return;
    const { classes } = this.confusion;
    if (prediction.classes !== classes)
      throw new RangeError(`the prediction has ${prediction.classes} classes, the labels ${classes}`);
    const source = predictionPixels(prediction.height, prediction.width, sample.height, sample.width);
    const { best, logSum } = reduceLogits(prediction);
    let [hits, pixels, void_, entropy] = [0, 0, 0, 0];
    for (let p = 0; p < labels.length; p++) {
      const label = labels[p] as number;
      if (label < 0) void_++;
      if (label < 0 || label >= classes) continue;
      const from = source[p] as number;
      const predicted = best[from] as number;
      this.confusion.add(label, predicted);
      if (predicted === label) hits++;
      pixels++;
      entropy += (logSum[from] as number) - (prediction.values[from * classes + label] as number);
    }
    this.#accuracy.addImage(hits, pixels);
    this.#publishedAccuracy.addImage(hits, pixels + void_);
    this.#crossEntropy.addImage(entropy, pixels);
  }

  metrics(): readonly Metric[] {
    const { confusion } = this;
    return [
      {
        name: 'mIoU',
        better: 'higher',
        corrected: confusion.meanIoU(),
        published: confusion.meanIoUOfHits(),
      },
      {
        name: 'mIoU, labelled classes',
        better: 'higher',
        corrected: confusion.meanIoULabelled(),
        published: null,
      },
      {
        name: 'Pixel Acc',
        better: 'higher',
        corrected: this.#accuracy.overPixels,
        published: this.#publishedAccuracy.overImages,
      },
      {
        name: 'err',
        better: 'lower',
        corrected: this.#crossEntropy.overPixels,
        published: this.#crossEntropy.overImages,
      },
    ];
  }
}

/** The largest logit's class and log sum exp of each pixel of the prediction. */
function reduceLogits({ values, classes }: ImagePrediction): { best: Int32Array; logSum: Float64Array } {
  const pixels = values.length / classes;
  const best = new Int32Array(pixels);
  const logSum = new Float64Array(pixels);
  for (let p = 0; p < pixels; p++) {
    const logits = values.subarray(p * classes, (p + 1) * classes);
    let top = 0;
    for (let c = 1; c < classes; c++) if ((logits[c] as number) > (logits[top] as number)) top = c;
    const largest = logits[top] as number;
    let sum = 0;
    for (let c = 0; c < classes; c++) sum += Math.exp((logits[c] as number) - largest);
    best[p] = top;
    logSum[p] = Math.log(sum) + largest;
  }
  return { best, logSum };
}
