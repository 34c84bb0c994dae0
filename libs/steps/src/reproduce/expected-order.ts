/** How many rows of values fall from left to right, and how likely that many are where no order is favoured. */
export interface OrderShare {
  readonly rows: number;
  readonly inOrder: number;
  /** Probability of one row by chance: 1 / (number of columns)!. */
  readonly chance: number;
  /** Exact binomial probability of `inOrder` or more of independent rows. */
  readonly p: number;
}

/** Rows with a missing value are not counted; equal values are not in order. null where no row is left. */
export function orderShare(rows: readonly (readonly (number | null)[])[]): OrderShare | null {
  const whole = rows.filter((row): row is number[] => row.every((value) => value !== null));
  const [first] = whole;
  if (first === undefined || first.length < 2) return null;
  const inOrder = whole.filter((row) => row.every((value, i) => i === 0 || value < (row[i - 1] ?? 0))).length;
  const chance = first.reduce((product, _, i) => product / (i + 1), 1);
  return { rows: whole.length, inOrder, chance, p: binomialTail(inOrder, whole.length, chance) };
}

/** P(X >= k) for X binomial(n, p) with 0 < p < 1, summed from the smallest terms. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1;
  let term = p ** n;
  let sum = 0;
  for (let i = n; i >= k; i--) {
    sum += term;
    term *= (i / (n - i + 1)) * ((1 - p) / p);
  }
  return Math.min(1, sum);
}
