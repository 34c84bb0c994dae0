/** Cells of the grid along each side. */
export const GRID = 4;

/**
 * Sums of a map [images, height, width, channels] over the cells of a grid of at most 4 x 4, an image each:
 * [min(4, height), min(4, width), channels].
 */
export function pooledCells(map: Float32Array, shape: readonly number[]): Float32Array[] {
  const [images, height, width, channels] = shape as [number, number, number, number];
  const [rows, columns] = [Math.min(GRID, height), Math.min(GRID, width)];
  return Array.from({ length: images }, (_, image) => {
    const cells = new Float32Array(rows * columns * channels);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = ((image * height + y) * width + x) * channels;
        const cell = Math.floor((y * rows) / height) * columns + Math.floor((x * columns) / width);
        for (let c = 0; c < channels; c++)
          cells[cell * channels + c] = (cells[cell * channels + c] as number) + (map[from + c] as number);
      }
    return cells;
  });
}
