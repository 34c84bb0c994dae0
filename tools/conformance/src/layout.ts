type Shape4 = readonly [number, number, number, number];

/** Row-major [n,c,h,w] to [n,h,w,c]. */
export function toChannelsLast(data: Float32Array, [n, c, h, w]: Shape4): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0, at = 0; i < n; i++)
    for (let k = 0; k < c; k++)
      for (let p = 0; p < h * w; p++) out[(i * h * w + p) * c + k] = data[at++] as number;
  return out;
}

/** Row-major [n,h,w,c] to [n,c,h,w]; `shape` is the result's. */
export function toChannelsFirst(data: Float32Array, [n, c, h, w]: Shape4): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0, at = 0; i < n; i++)
    for (let k = 0; k < c; k++)
      for (let p = 0; p < h * w; p++) out[at++] = data[(i * h * w + p) * c + k] as number;
  return out;
}
