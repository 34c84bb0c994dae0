import type { Label } from '@metasparse/scenenet';

/** Numbers of one map in rows, [height, width, channels]. */
export interface RawMap {
  readonly channels: number;
  readonly data: Uint8Array | Int16Array | Uint16Array | Float32Array;
}

/** One image with its labels as decoded and checked, before augmentation. */
export interface RawSample {
  /** Path of the image as the index names it. */
  readonly id: string;
  readonly height: number;
  readonly width: number;
  /** [height, width, 3] B, G, R in 0..255; bytes are resized in OpenCV's byte arithmetic, floats in its float one. */
  readonly image: Uint8Array | Float32Array;
  /** All of the image's size. */
  readonly labels: Readonly<Partial<Record<Label, RawMap>>>;
}
