import {
  gradientCosine,
  gradientNormRatio,
  gradientProducts,
  totalProducts,
} from '../gradient/gradient-products.js';
import { BatchMean, diagonal } from './batch-mean.js';
import type { Collector } from './collector.js';

/** Cosines, in all and layer by layer, and ratios of lengths of the tasks' gradients; lengths and losses; each the mean over batches. */
export function gradientCollector(tasks: number, layers: number): Collector {
  const cosine = new BatchMean(tasks);
  const ratio = new BatchMean(tasks);
  const norms = new BatchMean(tasks);
  const losses = new BatchMean(tasks);
  const cosines = Array.from({ length: layers }, () => new BatchMean(tasks));
  return {
    add(measures) {
      const products = gradientProducts(measures.tasks.map(({ gradients }) => gradients));
      const total = totalProducts(products);
      cosine.add((a, b) => gradientCosine(total, a, b));
      losses.add((a) => measures.tasks[a]?.loss ?? NaN);
      ratio.add((a, b) => gradientNormRatio(total, a, b));
      norms.add((a) => Math.sqrt(total[a]?.[a] ?? NaN));
      products.forEach((layer, l) => cosines[l]?.add((a, b) => gradientCosine(layer, a, b)));
    },
    finish: () => ({
      metrics: { gradient_cosine: cosine.values(), gradient_norm_ratio: ratio.values() },
      layers: { gradient_cosine: cosines.map((mean) => mean.values()) },
      tasks: { loss: diagonal(losses.values()), gradient_norm: diagonal(norms.values()) },
    }),
  };
}
