/** Bytes 255 * min(max(v, 0) / full, 1), rounded half up. */
export function toResponse(values: Float32Array, full: number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  for (let p = 0; p < bytes.length; p++) {
    const share = (values[p] as number) / full;
    bytes[p] = share <= 0 ? 0 : share >= 1 ? 255 : Math.floor(share * 255 + 0.5);
  }
  return bytes;
}
