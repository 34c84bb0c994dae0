import { linearTaps, type Taps } from './linear-taps.js';

const RULE = { float32Position: false, snap: true };

/**
 * `cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR)` on float32, to the last bit of the published
 * wheels (their float path: positions in double, weights in float32, columns first, then rows, each step
 * `a + (b - a) * weight` as one fused multiply-add).
 */
export function resizeLinearFloats(
  from: Float32Array,
  height: number,
  width: number,
  channels: number,
  toHeight: number,
  toWidth: number,
): Float32Array {
  if (height === toHeight && width === toWidth) return from.slice();
  const columns = linearTaps(width, toWidth, RULE);
  const rows = linearTaps(height, toHeight, RULE);
  const rowLength = toWidth * channels;
  const stretched = [new Float32Array(rowLength), new Float32Array(rowLength)] as const;
  const held: [number, number] = [-1, -1];
  const row = (source: number): Float32Array => {
    const slot = source & 1 ? 1 : 0;
    if (held[slot] !== source)
      stretchRow(from, source * width * channels, stretched[slot], columns, channels, width);
    held[slot] = source;
    return stretched[slot];
  };
  const to = new Float32Array(toHeight * rowLength);
  for (let y = 0; y < toHeight; y++) {
    const top = rows.left[y] as number;
    blendRows(row(top), row(Math.min(top + 1, height - 1)), rows.weight[y] as number, to, y * rowLength);
  }
  return to;
}

function stretchRow(
  from: Float32Array,
  start: number,
  row: Float32Array,
  { left, weight }: Taps,
  channels: number,
  width: number,
): void {
  for (let x = 0, at = 0; x < left.length; x++) {
    const source = left[x] as number;
    const w = weight[x] as number;
    const first = start + source * channels;
    const step = source + 1 < width ? channels : 0;
    for (let c = 0; c < channels; c++, at++) {
      const a = from[first + c] as number;
      row[at] = a + Math.fround((from[first + c + step] as number) - a) * w;
    }
  }
}

function blendRows(
  upper: Float32Array,
  lower: Float32Array,
  w: number,
  to: Float32Array,
  start: number,
): void {
  for (let x = 0; x < upper.length; x++) {
    const a = upper[x] as number;
    to[start + x] = a + Math.fround((lower[x] as number) - a) * w;
  }
}
