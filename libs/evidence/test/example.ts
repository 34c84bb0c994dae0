import { analyse } from '@metasparse/evidence';

const TASKS = ['seg', 'sn', 'depth'];
const pairs = [
  ['seg', 'sn'],
  ['seg', 'depth'],
  ['sn', 'depth'],
] as const;

const { rows, arrangements } = analyse(
  {
    gains: 'symmetric',
    tasks: TASKS,
    pairs,
    // What training together gave and what was predicted, pair by pair, one number a seed.
    truth: [
      [0.04, 0.05],
      [-0.02, 0.01],
      [0.09, 0.08],
    ],
    predictions: [
      { metric: 'iou', weighting: 'equal', sparsity: 90, values: [[0.41], [0.33], [0.52]] },
      { metric: 'sals', weighting: 'equal', sparsity: 90, values: [[0.93], [0.95], [0.9]] },
    ],
  },
  { confidence: 0.95, resamples: 1000, seed: 0, most: 10_000, draws: 9_999 },
);

export const lines = rows.map(({ metric, statistics: { spearman } }) => {
  const { p = null, corrected = null } = spearman.p.tasks ?? {};
  return `${metric}: rho ${spearman.value?.toFixed(1)}, p ${p?.toFixed(2)}, corrected ${corrected?.toFixed(2)}`;
});
export const orders = arrangements.map(({ kind, count }) => `${count} by ${kind}`);
