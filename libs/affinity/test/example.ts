import { buildSimilarityFile, markdownTable, measureSeed } from '@metasparse/affinity';
import { flatScores, selectThresholds } from '@metasparse/sparsity';

// One seed of two tasks on one backbone layer of 6 weights and a head of 2: accumulated |w · dL/dw|.
const layers = [
  { name: 'backbone.conv1', shape: [2, 3, 1, 1] as const },
  { name: 'head', shape: [2, 1, 1, 1] as const },
];
const scores = [
  flatScores('seg', layers, 1, Float32Array.of(9, 1, 4, 4, 0, 2, 8, 3)),
  flatScores('sn', layers, 1, Float32Array.of(1, 7, 5, 0, 2, 1, 6, 2)),
];
const measures = measureSeed(
  scores,
  scores.map((task) => selectThresholds(task, [0.4, 0.7])),
);

export const file = buildSimilarityFile({
  dataset: 'nyuv2',
  compat: 'correct',
  sparsities: [60, 30],
  seeds: [0],
  batches: 5,
  batchSize: 2,
  measures: [measures],
});

export const table = markdownTable(file);
