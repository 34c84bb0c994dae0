/** A typed array of numbers with its own kind of copy. */
export type Numbers = Uint8Array | Int16Array | Uint16Array | Float32Array;

/**
 * `cv2.resize(..., INTER_NEAREST)`: source index `min(floor(i * scale), n - 1)`, `scale = 1 / (target / source)` in
 * double. Values are copied, so any type stays exact.
 */
export function resizeNearest<T extends Numbers>(
  from: T,
  height: number,
  width: number,
  channels: number,
  toHeight: number,
  toWidth: number,
): T;
export function resizeNearest(
  from: Numbers,
  height: number,
  width: number,
  channels: number,
  toHeight: number,
  toWidth: number,
): Numbers {
  if (height === toHeight && width === toWidth) return from.slice();
  const to = sameKind(from, toHeight * toWidth * channels);
  const rows = nearestIndices(height, toHeight);
  const columns = nearestIndices(width, toWidth);
  for (let y = 0, at = 0; y < toHeight; y++) {
    const row = (rows[y] as number) * width;
    for (let x = 0; x < toWidth; x++) {
      const source = (row + (columns[x] as number)) * channels;
      for (let c = 0; c < channels; c++, at++) to[at] = from[source + c] as number;
    }
  }
  return to;
}

/** The source index of each target index along one axis. */
export function nearestIndices(source: number, target: number): Int32Array {
  const scale = 1 / (target / source);
  return Int32Array.from({ length: target }, (_, i) => Math.min(Math.floor(i * scale), source - 1));
}

/** A zeroed array of the same kind. */
export function sameKind(like: Numbers, length: number): Numbers {
  if (like instanceof Uint8Array) return new Uint8Array(length);
  if (like instanceof Int16Array) return new Int16Array(length);
  if (like instanceof Uint16Array) return new Uint16Array(length);
  return new Float32Array(length);
}
