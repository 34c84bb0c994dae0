import {
  flatScores,
  joinMasks,
  joinedLayers,
  densityReport,
  selectThresholds,
  topKMasks,
} from '@metasparse/sparsity';

// Two tasks on one backbone layer of 6 weights and a head of 2 weights each: accumulated |w · dL/dw|.
const layers = [
  { name: 'backbone.conv1', shape: [2, 3, 1, 1] as const },
  { name: 'head', shape: [2, 1, 1, 1] as const },
];
const seg = flatScores('seg', layers, 1, Float32Array.of(9, 1, 4, 4, 0, 2, 8, 3));
const sn = flatScores('sn', layers, 1, Float32Array.of(1, 7, 5, 0, 2, 1, 6, 2));

// Keep int(8 * 0.4) = 3 weights of each task; ties with the third are kept too.
const masks = [seg, sn].flatMap((task) => topKMasks(task, selectThresholds(task, [0.4])));

export const report = densityReport(joinedLayers(joinMasks(masks)));
