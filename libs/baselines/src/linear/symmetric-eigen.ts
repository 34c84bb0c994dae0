import { householder, type Tridiagonal } from './householder.js';

/** A = sum_k values[k] v_k v_k', v_k the k-th row of `vectors` [n, n]. */
export interface SymmetricEigen {
  /** In no order. */
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

const MOST_SWEEPS = 60;

/**
 * Eigenvalues and vectors of a symmetric matrix [n, n] in float64: Householder's reduction, then implicit QL (Golub and Van
 * Loan, 8.3; EISPACK's tql2). Takes about 4 n^3 products.
 * @throws RangeError for a matrix with a value that is not finite.
 */
export function symmetricEigen(matrix: Float64Array, n: number): SymmetricEigen {
  if (matrix.length !== n * n) throw new RangeError(`${matrix.length} values are no ${n} x ${n} matrix`);
  if (!matrix.every(Number.isFinite)) throw new RangeError('a value of the matrix is not finite');
  const reduced = householder(matrix, n);
  for (let l = 0; l < n; l++) settle(reduced, n, l);
  return { values: reduced.diagonal, vectors: reduced.vectors };
}

/** QL steps until the off-diagonal element behind `l` is nothing. */
function settle(matrix: Tridiagonal, n: number, l: number): void {
  for (let sweep = 0; ; sweep++) {
    const m = split(matrix, n, l);
    if (m === l) return;
    if (sweep === MOST_SWEEPS) throw new RangeError('the eigenvalues do not converge');
    qlStep(matrix, n, l, m);
  }
}

/** The first place from `l` on where the matrix falls apart. */
function split({ diagonal, beside }: Tridiagonal, n: number, l: number): number {
  let m = l;
  while (m < n - 1) {
    const size = Math.abs(at(diagonal, m)) + Math.abs(at(diagonal, m + 1));
    if (Math.abs(at(beside, m)) <= Number.EPSILON * size) break;
    m++;
  }
  return m;
}

/** One implicit step with Wilkinson's shift on rows l .. m. */
function qlStep({ diagonal, beside, vectors }: Tridiagonal, n: number, l: number, m: number): void {
  const half = (at(diagonal, l + 1) - at(diagonal, l)) / (2 * at(beside, l));
  const root = Math.hypot(half, 1);
  let g = at(diagonal, m) - at(diagonal, l) + at(beside, l) / (half + (half < 0 ? -root : root));
  let [s, c, p] = [1, 1, 0];
  for (let i = m - 1; i >= l; i--) {
    const f = s * at(beside, i);
    const b = c * at(beside, i);
    const r = Math.hypot(f, g);
    beside[i + 1] = r;
    if (r === 0) {
      diagonal[i + 1] = at(diagonal, i + 1) - p;
      beside[m] = 0;
      return;
    }
    [s, c] = [f / r, g / r];
    g = at(diagonal, i + 1) - p;
    const t = (at(diagonal, i) - g) * s + 2 * c * b;
    p = s * t;
    diagonal[i + 1] = g + p;
    g = c * t - b;
    rotate(vectors, n, i, s, c);
  }
  diagonal[l] = at(diagonal, l) - p;
  beside[l] = g;
  beside[m] = 0;
}

/** Rows i and i + 1, turned into each other. */
function rotate(vectors: Float64Array, n: number, i: number, s: number, c: number): void {
  const [low, high] = [i * n, (i + 1) * n];
  for (let k = 0; k < n; k++) {
    const f = at(vectors, high + k);
    const e = at(vectors, low + k);
    vectors[high + k] = s * e + c * f;
    vectors[low + k] = c * e - s * f;
  }
}

function at(values: Float64Array, i: number): number {
  return values[i] as number;
}
