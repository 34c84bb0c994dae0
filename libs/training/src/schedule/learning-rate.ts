/** How the learning rate falls: PyTorch's StepLR, or half a cosine from `rate` to 0 over `iterations`. */
export type Decay =
  | { readonly kind: 'step'; readonly every: number; readonly factor: number }
  | { readonly kind: 'cosine'; readonly iterations: number }
  | { readonly kind: 'constant' };

export interface Schedule {
  /** Learning rate before any decay. */
  readonly rate: number;
  readonly decay: Decay;
  /** Iterations over which the rate climbs linearly to its value; 0 switches warm-up off. */
  readonly warmUp: number;
}

/**
 * The learning rate of iteration `iteration` (0 for the first). The step decay is multiplied once a period, as
 * PyTorch does, which is the power to the last bit only for factors that are powers of two.
 */
export function learningRate({ rate, decay, warmUp }: Schedule, iteration: number): number {
  const warm = iteration < warmUp ? (iteration + 1) / warmUp : 1;
  return warm * decayed(rate, decay, iteration);
}

function decayed(rate: number, decay: Decay, iteration: number): number {
  switch (decay.kind) {
    case 'constant':
      return rate;
    case 'cosine':
      return iteration >= decay.iterations
        ? 0
        : rate * 0.5 * (1 + Math.cos((Math.PI * iteration) / decay.iterations));
    case 'step': {
      let value = rate;
      for (let k = Math.floor(iteration / decay.every); k > 0; k--) value *= decay.factor;
      return value;
    }
  }
}
