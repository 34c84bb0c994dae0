/**
 * Source index of each destination index under nearest resizing as PyTorch's F.interpolate counts it:
 * min(floor(i * float32(from / to)), from - 1), the product in float32.
 */
export function nearestIndex(from: number, to: number): Int32Array {
  const step = Math.fround(from / to);
  return Int32Array.from({ length: to }, (_, i) => Math.min(Math.floor(Math.fround(i * step)), from - 1));
}
