import { flatScores } from '@metasparse/sparsity';
import { layerDensities, pruneByScores } from '@metasparse/training';

// Two tasks on one backbone layer of 10 weights, each with a head of 2: any score that is not negative ranks weights.
const backbone = { name: 'backbone.conv1', shape: [2, 5, 1, 1] as const };
const head = { name: 'head', shape: [2, 1, 1, 1] as const };
const scores = [
  flatScores('seg', [backbone, head], 1, Float32Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 10, 11)),
  flatScores('sn', [backbone, head], 1, Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 10, 11)),
];

// Half of the shared backbone is to be zero: the keep ratio of the tasks is solved for, the union is exact.
const target = { scope: 'backbone', sparsity: 0.5 } as const;
export const pruned = pruneByScores(scores, { size: { kind: 'target', target }, arbiter: 'union' });

export const densities = layerDensities('erk', [backbone, head], 0.5);
