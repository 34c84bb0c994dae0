import { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.js';

/** The part of a positive semidefinite matrix that is more than rounding. */
export interface Range {
  /** Above n eps times the largest. */
  readonly values: readonly number[];
  /** One vector [n] a value. */
  readonly vectors: readonly Float64Array[];
}

/** Eigenvalues and vectors of a positive semidefinite matrix [n, n] without those that are 0 but for rounding. */
export function range(matrix: Float64Array, n: number): Range {
  const { values, vectors }: SymmetricEigen = symmetricEigen(matrix, n);
  const least = n * Number.EPSILON * values.reduce((max, value) => Math.max(max, value), 0);
  const kept = Array.from(values.keys()).filter((k) => (values[k] as number) > least);
  return {
    values: kept.map((k) => values[k] as number),
    vectors: kept.map((k) => vectors.subarray(k * n, (k + 1) * n)),
  };
}

/** x' A^+ y for two vectors. */
export function inverseProduct({ values, vectors }: Range, x: Float64Array, y: Float64Array): number {
  return values.reduce((sum, value, k) => {
    const v = vectors[k] as Float64Array;
    return sum + (dot(v, x) * dot(v, y)) / value;
  }, 0);
}

export function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
