import {
  selectThresholds,
  topKMasks,
  type JoinedMasks,
  type LayerMasks,
  type TaskScores,
} from '@metasparse/sparsity';
import { arbitrate, type Arbiter } from './arbiter.js';
import { cutsOf } from './candidate-levels.js';
import { solveKeepRatio, type SolvedKeepRatio, type SparsityTarget } from './solve-keep-ratio.js';

/** How the size of the tasks' masks is found: a target solved for, or a keep ratio as it is. */
export type PruneSize =
  | { readonly kind: 'target'; readonly target: SparsityTarget }
  | {
      readonly kind: 'keep-ratio';
      readonly keepRatio: number;
      /** False leaves scores as they are (the magnitude variant); true divides by their sum, as published. */
      readonly normalise: boolean;
    };

export interface PruneSettings {
  readonly size: PruneSize;
  readonly arbiter: Arbiter;
}

/** Masks of every task before they are joined, and of the joined net. */
export interface PrunedMasks {
  readonly tasks: readonly LayerMasks[];
  readonly joined: JoinedMasks;
  /** Null for a given keep ratio. */
  readonly solved: SolvedKeepRatio | null;
  /** K of each task; a mask keeps more where weights tie with its threshold. */
  readonly numToKeep: readonly number[];
}

/** Prunes by score: each task keeps its K best weights of backbone and own head, the arbiter joins the backbone. */
export function pruneByScores(tasks: readonly TaskScores[], settings: PruneSettings): PrunedMasks {
  const { size, arbiter } = settings;
  if (size.kind === 'target') {
    const solved = solveKeepRatio(tasks, arbiter, size.target);
    const masks = tasks.map((task, t) => keepBest(task, solved.numToKeep[t] as number));
    return { tasks: masks, joined: join(masks, arbiter), solved, numToKeep: solved.numToKeep };
  }
  const thresholds = tasks.map((task) =>
    selectThresholds(task, [size.keepRatio], size.normalise ? undefined : 1),
  );
  const masks = tasks.map(
    (task, t) => topKMasks(task, thresholds[t] as (typeof thresholds)[number])[0] as LayerMasks,
  );
  const numToKeep = thresholds.map(({ thresholds: [threshold] }) => threshold?.numToKeep ?? 0);
  return { tasks: masks, joined: join(masks, arbiter), solved: null, numToKeep };
}

/** The K best weights of a task and all that tie with the last of them, without normalisation. */
export function keepBest(task: TaskScores, count: number): LayerMasks {
  const [lowestKept = NaN] = cutsOf(task, [count]);
  const threshold = {
    keepRatio: NaN,
    numToKeep: count,
    normalised: lowestKept,
    kthScore: lowestKept,
    lowestKept,
  };
  const [masks] = topKMasks(task, { task: task.task, weights: NaN, normFactor: 1, thresholds: [threshold] });
  return masks as LayerMasks;
}

/** Joins the tasks' backbones by the arbiter; heads keep what their own task keeps. */
export function join(tasks: readonly LayerMasks[], arbiter: Arbiter): JoinedMasks {
  const [first] = tasks;
  if (first === undefined) throw new RangeError('0 tasks were given, at least 1 is needed');
  const backbone = first.layers.slice(0, first.backboneLayers).map((layer, l) => ({
    layer,
    mask: arbitrate(
      tasks.map(({ masks }) => masks[l] as LayerMasks['masks'][number]),
      arbiter,
    ),
  }));
  const heads = tasks.map(({ task, layers, masks, backboneLayers }) => ({
    task,
    layers: layers
      .map((layer, l) => ({ layer, mask: masks[l] as LayerMasks['masks'][number] }))
      .slice(backboneLayers),
  }));
  return { backbone, heads };
}
