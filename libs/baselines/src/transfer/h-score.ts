import { inverseProduct, range } from '../linear/range.js';
import { crossRow, type SampleSums } from './sample-sums.js';

/**
 * H-score (Bao et al. 2019), tr(cov(f)^+ cov(E[f | y])), with the best linear E[f | y]: for classes, y their indicators, that is
 * the mean of each class, so the published score; for values it is the sum of the squared canonical correlations of f and y (with
 * one value, R^2). From 0 to the smaller of D and the rank of y. NaN without a sample.
 */
export function hScore(sums: SampleSums): number {
  const { samples, dimensions, targets, f, y, ff, yy } = sums;
  if (samples === 0) return NaN;
  const features = range(centred(ff, f, f, samples), dimensions);
  const labels = range(centred(yy, y, y, samples), targets);
  const cross = Array.from({ length: targets }, (_, k) =>
    crossRow(sums, k).map((sum, d) => sum - ((y[k] as number) * (f[d] as number)) / samples),
  );
  return labels.values.reduce((score, value, k) => {
    const direction = combined(cross, labels.vectors[k] as Float64Array);
    return score + inverseProduct(features, direction, direction) / value;
  }, 0);
}

/** Sum of a b' minus what their means alone give. */
function centred(products: Float64Array, a: Float64Array, b: Float64Array, samples: number): Float64Array {
  return products.map((sum, i) => {
    const [row, column] = [Math.floor(i / b.length), i % b.length];
    return sum - ((a[row] as number) * (b[column] as number)) / samples;
  });
}

function combined(rows: readonly Float64Array[], factors: Float64Array): Float64Array {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  rows.forEach((row, k) => {
    for (let d = 0; d < sum.length; d++)
      sum[d] = (sum[d] as number) + (factors[k] as number) * (row[d] as number);
  });
  return sum;
}
