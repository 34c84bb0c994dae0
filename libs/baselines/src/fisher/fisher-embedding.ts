/**
 * Diagonal of the empirical Fisher information, averaged over each filter (Achille et al. 2019): mean over batches of the squared
 * gradient of a task's loss, then over the weights that lead to one output channel. One number a filter, layer after layer.
 */
export class FisherEmbedding {
  readonly #filters: readonly number[];
  readonly #sums: Float64Array;
  #batches = 0;

  /** @param filters output channels of each layer */
  constructor(filters: readonly number[]) {
    this.#filters = filters;
    this.#sums = new Float64Array(filters.reduce((sum, n) => sum + n, 0));
  }

  /** Adds a batch's gradients, layer by layer, [height, width, in, out]. */
  add(gradients: readonly Float32Array[]): void {
    let from = 0;
    gradients.forEach((gradient, layer) => {
      const filters = this.#filters[layer] as number;
      const share = filters / gradient.length;
      for (let i = 0; i < gradient.length; i++) {
        const at = from + (i % filters);
        this.#sums[at] = (this.#sums[at] as number) + share * (gradient[i] as number) ** 2;
      }
      from += filters;
    });
    this.#batches++;
  }

  /** NaN where no batch was added. */
  values(): Float64Array {
    return this.#sums.map((sum) => sum / this.#batches);
  }
}
