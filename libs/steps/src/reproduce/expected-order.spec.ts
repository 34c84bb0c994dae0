import { expect, it } from 'vitest';
import { REPORT_SIMILARITIES } from '../published/similarity-tables.js';
import { binomialTail, orderShare } from './expected-order.js';

/** Summed in exact fractions with Python 3.11: sum(comb(n, i) * F(1, 6)**i * F(5, 6)**(n - i) for i in range(k, n + 1)). */
it.each([
  [12, 80, 0.7004748928900498],
  [3, 3, 0.004629629629629629],
  [5, 10, 0.015461966703500482],
  [12, 68, 0.4639171676686411],
  [0, 5, 1],
])('gives the exact chance of %i or more of %i', (k, n, p) => {
  expect(binomialTail(k, n, 1 / 6)).toBeCloseTo(p, 13);
});

it('counts rows that fall strictly, whole ones only', () => {
  const share = orderShare([
    [3, 2, 1],
    [3, 3, 1],
    [1, 2, 3],
    [3, null, 1],
  ]);
  expect(share).toMatchObject({ rows: 3, inOrder: 1 });
  expect(share?.chance).toBeCloseTo(1 / 6, 15);
  expect(orderShare([[null, 1]])).toBeNull();
});

it("finds the published order in 12 of the report's 80 cells, which is chance", () => {
  const values = REPORT_SIMILARITIES.map(({ value }) => value);
  const share = orderShare(values.flatMap((_, i) => (i % 3 === 0 ? [values.slice(i, i + 3)] : [])));
  expect(share).toMatchObject({ rows: 80, inOrder: 12 });
  expect(share?.p).toBeCloseTo(0.70047, 5);
});
