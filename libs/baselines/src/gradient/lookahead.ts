/**
 * TAG's inter-task affinity (Fifty et al. 2021, equation 1): the fraction of its loss that a task gets rid of by a step of the shared
 * weights along another task's gradient, 1 - after / before. Negative where the step harms it; NaN without a loss.
 */
export function lookaheadAffinity(before: number | null, after: number | null): number {
  return before === null || after === null ? NaN : 1 - after / before;
}
