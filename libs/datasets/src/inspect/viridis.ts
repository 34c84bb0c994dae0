import type { Colour } from './class-colours.js';

/** Sixth-degree fit of matplotlib's viridis, constant term first, per colour. */
const COEFFICIENTS = [
  [0.2777273272, 0.1050930431, -0.3308618287, -4.634230499, 6.228269936, 4.776384998, -5.435455856],
  [0.0054073445, 1.40461353, 0.2148475595, -5.799100973, 14.17993337, -13.74514538, 4.645852612],
  [0.3340998053, 1.384590163, 0.095095163, -19.33244096, 56.6905526, -65.35303263, 26.31243525],
] as const;

/** The perceptually even colour of t in [0, 1]: dark blue to yellow, readable in grey. */
export function viridis(t: number): Colour {
  const x = Math.min(Math.max(t, 0), 1);
  const channel = (coefficients: readonly number[]): number => {
    const value = coefficients.reduceRight((sum, coefficient) => sum * x + coefficient, 0);
    return Math.round(255 * Math.min(Math.max(value, 0), 1));
  };
  return [channel(COEFFICIENTS[0]), channel(COEFFICIENTS[1]), channel(COEFFICIENTS[2])];
}
