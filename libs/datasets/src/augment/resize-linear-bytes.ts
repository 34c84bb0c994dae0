import { linearTaps } from './linear-taps.js';

/** OpenCV's INTER_RESIZE_COEF_SCALE: weights are integers of 11 bits. */
const ONE = 2048;

/**
 * `cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)` on bytes, to the last bit (OpenCV 4,
 * imgproc/resize.cpp: 11-bit weights rounded half to even, horizontal pass in int32, vertical pass
 * `((b0*(S0>>4))>>16) + ((b1*(S1>>4))>>16) + 2) >> 2`). Halving both sides exactly is the 2x2 mean, as OpenCV does it.
 */
export function resizeLinearBytes(
  from: Uint8Array,
  height: number,
  width: number,
  channels: number,
  toHeight: number,
  toWidth: number,
): Uint8Array {
  if (height === toHeight && width === toWidth) return from.slice();
  if (height === 2 * toHeight && width === 2 * toWidth) return halve(from, toHeight, toWidth, channels);
  const columns = linearTaps(width, toWidth, { float32Position: true, snap: true });
  const rows = linearTaps(height, toHeight, { float32Position: true, snap: false });
  const right = Int32Array.from(columns.weight, (w) => roundHalfEven(w * ONE));
  const leftWeights = Int32Array.from(columns.weight, (w) => roundHalfEven(Math.fround(1 - w) * ONE));
  const to = new Uint8Array(toHeight * toWidth * channels);
  const cache = new RowCache(toWidth * channels);
  const stretch = (source: number, row: Int32Array): void => {
    stretchRow(from, source * width * channels, row, columns.left, leftWeights, right, channels, width);
  };
  for (let y = 0; y < toHeight; y++) {
    const top = rows.left[y] ?? 0;
    const w = rows.weight[y] ?? 0;
    const row0 = cache.row(clampIndex(top, height), stretch);
    const row1 = cache.row(clampIndex(top + 1, height), stretch);
    blendRows(row0, row1, roundHalfEven(Math.fround(1 - w) * ONE), roundHalfEven(w * ONE), to, y);
  }
  return to;
}

/** The last two stretched rows: neighbours share one, as targets go down. */
class RowCache {
  private readonly rows: readonly [Int32Array, Int32Array];
  private readonly held: [number, number] = [-1, -1];

  constructor(length: number) {
    this.rows = [new Int32Array(length), new Int32Array(length)];
  }

  row(source: number, stretch: (source: number, row: Int32Array) => void): Int32Array {
    const slot = source & 1 ? 1 : 0;
    if (this.held[slot] !== source) {
      stretch(source, this.rows[slot]);
      this.held[slot] = source;
    }
    return this.rows[slot];
  }
}

function stretchRow(
  from: Uint8Array,
  start: number,
  row: Int32Array,
  left: Int32Array,
  leftWeights: Int32Array,
  rightWeights: Int32Array,
  channels: number,
  width: number,
): void {
  for (let x = 0, at = 0; x < left.length; x++) {
    const source = left[x] as number;
    const a0 = leftWeights[x] as number;
    const a1 = rightWeights[x] as number;
    const first = start + source * channels;
    const step = source + 1 < width ? channels : 0;
    for (let c = 0; c < channels; c++, at++) {
      row[at] = (from[first + c] as number) * a0 + (from[first + c + step] as number) * a1;
    }
  }
}

function blendRows(
  row0: Int32Array,
  row1: Int32Array,
  b0: number,
  b1: number,
  to: Uint8Array,
  y: number,
): void {
  const start = y * row0.length;
  for (let x = 0; x < row0.length; x++) {
    const upper = (b0 * ((row0[x] as number) >> 4)) >> 16;
    const lower = (b1 * ((row1[x] as number) >> 4)) >> 16;
    to[start + x] = (upper + lower + 2) >> 2;
  }
}

function halve(from: Uint8Array, toHeight: number, toWidth: number, channels: number): Uint8Array {
  const to = new Uint8Array(toHeight * toWidth * channels);
  const stride = 2 * toWidth * channels;
  for (let y = 0, at = 0; y < toHeight; y++) {
    for (let x = 0; x < toWidth; x++) {
      for (let c = 0; c < channels; c++, at++) {
        const p = 2 * y * stride + 2 * x * channels + c;
        const upper = (from[p] as number) + (from[p + channels] as number);
        const lower = (from[p + stride] as number) + (from[p + stride + channels] as number);
        to[at] = (upper + lower + 2) >> 2;
      }
    }
  }
  return to;
}

export function clampIndex(index: number, length: number): number {
  return Math.min(Math.max(index, 0), length - 1);
}

function roundHalfEven(x: number): number {
  const floor = Math.floor(x);
  const rest = x - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}
