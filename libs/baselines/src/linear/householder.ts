/** A symmetric matrix as Q' T Q, T with a diagonal and one element beside each. */
export interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** beside[i] stands between i and i + 1; the last one is 0. */
  readonly beside: Float64Array;
  /** Q, [n, n]. */
  readonly vectors: Float64Array;
}

/** Householder's reduction of a symmetric matrix [n, n]; the matrix stays as it is. */
export function householder(matrix: Float64Array, n: number): Tridiagonal {
  const a = Float64Array.from(matrix);
  const q = identity(n);
  for (let k = 0; k < n - 2; k++) {
    const v = reflector(a, n, k);
    if (v === null) continue;
    reflectBothSides(a, n, v, k + 1);
    reflectRows(q, n, v, k + 1);
  }
  return {
    diagonal: Float64Array.from({ length: n }, (_, i) => a[i * n + i] as number),
    beside: Float64Array.from({ length: n }, (_, i) => (i + 1 < n ? (a[i * n + i + 1] as number) : 0)),
    vectors: q,
  };
}

function identity(n: number): Float64Array {
  const q = new Float64Array(n * n);
  for (let i = 0; i < n; i++) q[i * n + i] = 1;
  return q;
}

/** Unit vector whose reflection leaves row k one element beside the diagonal; null where it has no more. */
function reflector(a: Float64Array, n: number, k: number): Float64Array | null {
  const v = new Float64Array(n);
  for (let i = k + 1; i < n; i++) v[i] = a[k * n + i] as number;
  const norm = length(v);
  const first = v[k + 1] as number;
  if (length(v.subarray(k + 2)) === 0) return null;
  v[k + 1] = first + (first < 0 ? -norm : norm);
  const own = length(v);
  return v.map((x) => x / own);
}

/** a <- H a H with H = 1 - 2 v v', v zero before `from`: a - 2 (v w' + w v'), w = a v - (v' a v) v. */
function reflectBothSides(a: Float64Array, n: number, v: Float64Array, from: number): void {
  const w = new Float64Array(n);
  for (let i = 0; i < n; i++) w[i] = product(a, i * n, v, n, from);
  const inner = product(w, 0, v, n, from);
  for (let i = from; i < n; i++) w[i] = (w[i] as number) - inner * (v[i] as number);
  for (let i = 0; i < n; i++) {
    const [vi, wi] = [2 * (v[i] as number), 2 * (w[i] as number)];
    for (let j = 0; j < n; j++)
      a[i * n + j] = (a[i * n + j] as number) - vi * (w[j] as number) - wi * (v[j] as number);
  }
}

/** q <- H q. */
function reflectRows(q: Float64Array, n: number, v: Float64Array, from: number): void {
  const sums = new Float64Array(n);
  for (let i = from; i < n; i++)
    for (let j = 0; j < n; j++) sums[j] = (sums[j] as number) + (v[i] as number) * (q[i * n + j] as number);
  for (let i = from; i < n; i++)
    for (let j = 0; j < n; j++)
      q[i * n + j] = (q[i * n + j] as number) - 2 * (v[i] as number) * (sums[j] as number);
}

function product(a: Float64Array, row: number, v: Float64Array, n: number, from: number): number {
  let sum = 0;
  for (let j = from; j < n; j++) sum += (a[row + j] as number) * (v[j] as number);
  return sum;
}

function length(v: Float64Array): number {
  return Math.sqrt(v.reduce((sum, x) => sum + x * x, 0));
}
