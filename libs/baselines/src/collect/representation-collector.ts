import { dissimilarityMatrix, representationSimilarity } from '../representation/dissimilarity.js';
import { pooledCells } from '../representation/pooled-cells.js';
import { tableOf, type Collector } from './collector.js';

/** Images a seed that are compared with each other. */
export const REPRESENTATION_IMAGES = 256;

/**
 * RSA of what the tasks ask of the shared feature: an image stands for dL/dfeature, summed over the cells of a grid. The backbone's
 * features themselves are the same for all tasks before training. An image without labels is left out where it is compared.
 */
export function representationCollector(tasks: number): Collector {
  const vectors = Array.from({ length: tasks }, (): Float32Array[] => []);
  return {
    add({ tasks: measures, shape }) {
      const images = shape[0] ?? 0;
      measures.forEach(({ featureGradient }, t) => {
        const own = vectors[t] as Float32Array[];
        const cells =
          featureGradient === null
            ? Array.from({ length: images }, () => new Float32Array(1))
            : pooledCells(featureGradient, shape);
        own.push(...cells.slice(0, REPRESENTATION_IMAGES - own.length));
      });
    },
    finish() {
      const matrices = vectors.map(dissimilarityMatrix);
      const value = (a: number, b: number): number =>
        representationSimilarity(matrices[a] as number[][], matrices[b] as number[][]);
      return { metrics: { rsa: tableOf(tasks, value) } };
    },
  };
}
