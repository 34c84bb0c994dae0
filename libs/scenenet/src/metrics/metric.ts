import type { Sample } from '../config/sample.js';

/** One number of a task, counted correctly and as the original counts it; null where there is none. */
export interface Metric {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  readonly corrected: number | null;
  readonly published: number | null;
}

/** A task's output on one image, [height, width, classes]. */
export interface ImagePrediction {
  readonly height: number;
  readonly width: number;
  readonly classes: number;
  readonly values: Float32Array;
}

/** Gathers one task's metrics image by image, in memory that does not grow with the number of images. */
export interface MetricAccumulator {
  /**
   * Adds one image. The prediction is resized to the label by nearest; normals of NYUv2 have to be decoded, as
   * samples are under `correct`. An image without the label is passed over.
   */
  add(prediction: ImagePrediction, sample: Sample): void;
  metrics(): readonly Metric[];
}
