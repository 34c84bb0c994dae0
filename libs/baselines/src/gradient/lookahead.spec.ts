import { expect, it } from 'vitest';
import { lookaheadAffinity } from './lookahead.js';

it('is the fraction of the loss that a step takes away: two quadratic losses by hand', () => {
  // L_a = (w - 1)^2, L_b = (w - 3)^2 at w = 0: a step of 0.1 along the gradient -2 of a leads to w = 0.2.
  const [lossA, lossB] = [(w: number) => (w - 1) ** 2, (w: number) => (w - 3) ** 2];
  const w = 0 - 0.1 * -2;
  expect(lookaheadAffinity(lossA(0), lossA(w))).toBeCloseTo(1 - 0.64, 12);
  expect(lookaheadAffinity(lossB(0), lossB(w))).toBeCloseTo(1 - 2.8 ** 2 / 9, 12);
  // Away from its own best a step harms.
  expect(lookaheadAffinity(lossB(0), lossB(-w))).toBeLessThan(0);
});

it('has no number without a loss', () => {
  expect(lookaheadAffinity(null, 1)).toBeNaN();
  expect(lookaheadAffinity(1, null)).toBeNaN();
});
