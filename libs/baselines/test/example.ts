import {
  EMBEDDING_DISTANCES,
  gradientCosine,
  gradientNormRatio,
  gradientProducts,
  hScore,
  logMe,
  SampleSums,
  totalProducts,
} from '@metasparse/baselines';

// Two tasks' gradients of a backbone with two layers.
const products = gradientProducts([
  [Float32Array.of(1, 2), Float32Array.of(0, 1)],
  [Float32Array.of(2, 2), Float32Array.of(1, 0)],
]);
const total = totalProducts(products);

// Four pixels with features of two channels and one value each to be explained by them.
const sums = new SampleSums(2, 1);
const pixels = [
  [1, 0, 2.1],
  [0, 1, 3.9],
  [1, 1, 6.2],
  [2, 1, 8.1],
] as const;
for (const [f, g, value] of pixels) sums.add([f, g], [value]);

const fisher = [Float64Array.of(1, 2, 4), Float64Array.of(2, 2, 1)] as const;

export const lines = [
  `cosine ${gradientCosine(total, 0, 1).toFixed(3)}, ratio of lengths ${gradientNormRatio(total, 0, 1).toFixed(3)}`,
  `H-score ${hScore(sums).toFixed(3)}, LogME ${logMe(sums, 'values').toFixed(3)}`,
  `Task2Vec ${EMBEDDING_DISTANCES.cosine(...fisher).toFixed(3)}`,
];
