/** Mean over the 4 x 4 pixels around each pixel that show the same surface: all 16 samples where they do. */
export function averaged(
  values: Float32Array,
  surface: Int32Array,
  height: number,
  width: number,
): Float32Array {
  const out = new Float32Array(values.length);
  for (let row = 0, p = 0; row < height; row++) {
    const top = row < 2 ? -row : -2;
    const bottom = row + 1 < height ? 1 : 0;
    for (let column = 0; column < width; column++, p++) {
      const own = surface[p] as number;
      const left = column < 2 ? -column : -2;
      const right = column + 1 < width ? 1 : 0;
      let total = 0;
      let count = 0;
      for (let i = top; i <= bottom; i++)
        for (let j = left, q = p + i * width + left; j <= right; j++, q++) {
          if (surface[q] !== own) continue;
          total += values[q] as number;
          count++;
        }
      out[p] = total / count;
    }
  }
  return out;
}
