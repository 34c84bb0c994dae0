import type { Label } from './tasks.js';

/** One augmented image with the labels it has. */
export interface Sample {
  /** Path of the image as the index names it. */
  readonly id: string;
  readonly height: number;
  readonly width: number;
  /** [height, width, 3], BGR minus the published mean, padding = minus the mean. */
  readonly image: Float32Array;
  /**
   * [height, width, channels] each; a label the sample lacks is absent. `seg` holds class numbers, `normal` B,G,R
   * bytes 0..255 as published or decoded to [-1, 1] with 255 in all channels where there is none, `depth` its
   * dataset's unit with the dataset's padding value where there is none.
   */
  readonly labels: Readonly<Partial<Record<Label, Float32Array>>>;
}

/** Samples of one size, in batch order. */
export interface Batch {
  readonly samples: readonly Sample[];
  readonly height: number;
  readonly width: number;
}

/** `correct` is the default; `reference` repeats the published behaviour where the two differ. */
export type Compat = 'correct' | 'reference';
