import {
  backboneLayers,
  DATASET_CONFIGS,
  FULL_WIDTHS,
  hash,
  headLayers,
  streamKey,
  type ConvLayer,
  type Task,
} from '@metasparse/scenenet';
import { memoryScores, weightCount, type TaskScores } from '@metasparse/sparsity';

const UNIT = 2 ** -32;
const OWN_STREAMS = 1000;

/**
 * Made-up saliencies in the shapes of the full net with its NYUv2 heads: a number per weight that the tasks share,
 * times one of the task's own. `fill` draws those of another seed into the same memory.
 */
export interface RandomScores {
  readonly scores: readonly TaskScores[];
  fill(seed: number): void;
}

export function randomScores(tasks: readonly Task[]): RandomScores {
  const backbone = backboneLayers(FULL_WIDTHS);
  const arrays = tasks.map((task, t) => {
    const layers = [...backbone, ...headOf(task, t)];
    return { task, layers, values: layers.map((layer) => new Float32Array(weightCount(layer))) };
  });
  return {
    scores: arrays.map(({ task, layers, values }) => memoryScores(task, layers, backbone.length, values)),
    fill(seed) {
      arrays.forEach(({ layers, values }, t) => {
        values.forEach((layer, l) => {
          const shared = l < backbone.length ? l : OWN_STREAMS * (t + 1) + l;
          draw(layer, streamKey(shared, seed), streamKey(OWN_STREAMS * (t + 1) + layers.length + l, seed));
        });
      });
    },
  };
}

function headOf(task: Task, position: number): readonly ConvLayer[] {
  const classes = DATASET_CONFIGS.nyuv2.classes[task] ?? 1;
  return headLayers(FULL_WIDTHS, task, classes, position).branches.flat();
}

function draw(values: Float32Array, shared: number, own: number): void {
  for (let e = 0; e < values.length; e++) {
    values[e] = hash(shared, e) * UNIT * hash(own, e) * UNIT;
  }
}
