import { expect, it } from 'vitest';
import { dissimilarityMatrix, representationSimilarity } from './dissimilarity.js';
import { pooledCells } from './pooled-cells.js';

it('sums cells, channel by channel, and keeps the sum of each image', () => {
  const map = Float32Array.from({ length: 2 * 5 * 6 * 2 }, (_, i) => i % 7);
  const cells = pooledCells(map, [2, 5, 6, 2]);
  expect(cells.map(({ length }) => length)).toEqual([32, 32]);
  const sum = (values: Float32Array, channel: number): number =>
    values.reduce((total, value, i) => total + (i % 2 === channel ? value : 0), 0);
  for (const image of [0, 1])
    for (const channel of [0, 1])
      expect(sum(cells[image] as Float32Array, channel)).toBe(
        sum(map.subarray(image * 60, image * 60 + 60), channel),
      );
});

it('leaves a map that is smaller than the grid as it is', () => {
  const map = Float32Array.from([1, 2, 3, 4, 5, 6]);
  expect(pooledCells(map, [1, 2, 3, 1])).toEqual([map]);
});

it('leaves out an image without spread where representations are compared', () => {
  const vectors = [
    [1, 2, 3],
    [0, 0, 0],
    [3, 1, 2],
    [2, 2, 5],
  ].map((row) => Float32Array.from(row));
  const matrix = dissimilarityMatrix(vectors);
  expect(matrix[1]?.[0]).toBeNaN();
  expect(representationSimilarity(matrix, matrix)).toBeCloseTo(1, 12);
});
