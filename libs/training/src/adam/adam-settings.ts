import type { AdamStep } from '@metasparse/scenenet';

export interface AdamSettings {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  /** L2, added to the gradient (PyTorch's Adam, not AdamW). */
  readonly weightDecay: number;
}

/** PyTorch's defaults with the weight decay of all published configurations. */
export const PUBLISHED_ADAM: AdamSettings = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 5e-4 };

/**
 * The numbers of step `t` (1 for the first). m/(1-b1^t) / (sqrt(v/(1-b2^t)) + eps) times lr is the same as
 * rate m / (sqrt(v) + epsilon) with rate = lr sqrt(1-b2^t)/(1-b1^t) and epsilon = eps sqrt(1-b2^t).
 * @throws RangeError unless t is a positive integer.
 */
export function adamStep(settings: AdamSettings, learningRate: number, t: number): AdamStep {
  if (!Number.isInteger(t) || t < 1)
    throw new RangeError(`Adam's step is ${t}, it has to be an integer of at least 1`);
  const { beta1, beta2, epsilon, weightDecay } = settings;
  const root = Math.sqrt(1 - beta2 ** t);
  return {
    beta1,
    beta2,
    rate: (learningRate * root) / (1 - beta1 ** t),
    epsilon: epsilon * root,
    weightDecay,
  };
}
