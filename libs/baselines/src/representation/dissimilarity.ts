import { RANK_STATISTICS, rankStatistic } from '@metasparse/evidence';

/**
 * Representation dissimilarity matrix (Kriegeskorte et al. 2008) of vectors, one an image: 1 - Pearson's correlation of each two. NaN
 * for a vector without spread.
 */
export function dissimilarityMatrix(vectors: readonly Float32Array[]): number[][] {
  const units = vectors.map(unit);
  const matrix = units.map(() => units.map(() => 0));
  units.forEach((a, i) => {
    for (let j = i; j < units.length; j++) {
      const value = 1 - dot(a, units[j] as Float64Array);
      (matrix[i] as number[])[j] = value;
      (matrix[j] as number[])[i] = value;
    }
  });
  return matrix;
}

/**
 * RSA (Dwivedi and Roig 2019): Spearman's correlation of the entries above the diagonals of two dissimilarity matrices of the same
 * images, over those that are numbers in both. NaN where fewer than two are.
 */
export function representationSimilarity(
  a: readonly (readonly number[])[],
  b: readonly (readonly number[])[],
): number {
  const [x, y]: [number[], number[]] = [[], []];
  a.forEach((row, i) => {
    for (let j = i + 1; j < row.length; j++) {
      const [u, v] = [row[j] as number, b[i]?.[j] as number];
      if (Number.isNaN(u) || Number.isNaN(v)) continue;
      x.push(u);
      y.push(v);
    }
  });
  return x.length < 2 ? NaN : rankStatistic(RANK_STATISTICS.spearman, x, y);
}

function unit(vector: Float32Array): Float64Array {
  const mean = vector.reduce((sum, x) => sum + x, 0) / vector.length;
  const centred = Float64Array.from(vector, (x) => x - mean);
  const norm = Math.sqrt(dot(centred, centred));
  return centred.map((x) => x / norm);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
