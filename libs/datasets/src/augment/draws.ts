import { counterKey, hash, uniform } from '@metasparse/scenenet';

/** What one pass over one sample draws, in the original's order: scale, flip, crop start. */
export interface Draws {
  /** 0.5 + uniform: [0.5, 1.5). */
  readonly scale: number;
  readonly flip: boolean;
  /** First row of the crop in the padded image, [0, paddedHeight - crop]. */
  readonly startRow: number;
  readonly startColumn: number;
}

/** Sizes that the draws of the crop's start depend on. */
export interface Extent {
  readonly height: number;
  readonly width: number;
  readonly crop: number;
}

/** One number per kind of draw, so that no two kinds share a stream. */
const PURPOSE = { scale: 1, flip: 2, startRow: 3, startColumn: 4 } as const;

/** The draws of sample `sampleIndex` in pass `epoch`: a function of these three and the extent alone. */
export function drawsFor(seed: number, epoch: number, sampleIndex: number, extent: Extent): Draws {
  const key = (purpose: number): number => counterKey(seed, epoch, sampleIndex, purpose);
  const scale = 0.5 + uniform(key(PURPOSE.scale), 0);
  const flip = uniform(key(PURPOSE.flip), 0) > 0.5;
  const free = (length: number): number => Math.max(scaledLength(length, scale) - extent.crop, 0);
  return {
    scale,
    flip,
    startRow: drawBelow(key(PURPOSE.startRow), 0, free(extent.height) + 1),
    startColumn: drawBelow(key(PURPOSE.startColumn), 0, free(extent.width) + 1),
  };
}

/** `int(length * scale)`, at least one pixel. */
export function scaledLength(length: number, scale: number): number {
  return Math.max(Math.floor(length * scale), 1);
}

/** Uniform integer in [0, bound); the bias is at most bound / 2^32. */
export function drawBelow(key: number, element: number, bound: number): number {
  return Math.floor((hash(key, element) * bound) / 2 ** 32);
}
