import { kthLargest, readLayer, type TaskScores } from '@metasparse/sparsity';

/** One candidate: how many weights each task keeps, in task order. */
export type KeepCounts = readonly number[];

/**
 * For every weight of a layer the first candidate that keeps it (candidates keep more and more), `cuts.length` where
 * none does. `cuts` are the smallest kept scores, falling.
 */
export function levelsOf(scores: Float32Array, cuts: readonly number[]): Uint8Array {
  const levels = new Uint8Array(scores.length);
  const falling = Float32Array.from(cuts);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] as number;
    let low = 0;
    let high = falling.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (score >= (falling[middle] as number)) high = middle;
      else low = middle + 1;
    }
    levels[i] = low;
  }
  return levels;
}

/** The smallest score each candidate keeps of one task: its K-th largest; ties with it are kept too. */
export function cutsOf(scores: TaskScores, counts: readonly number[]): number[] {
  return [...kthLargest(scores, counts)];
}

/**
 * Weights of the joined backbone (and with `heads` of every head) that each candidate keeps: a backbone weight counts
 * from the candidate on with which `votes` tasks keep it.
 */
export function keptByCandidate(
  tasks: readonly TaskScores[],
  candidates: readonly KeepCounts[],
  votes: number,
  heads: boolean,
): number[] {
  const cuts = tasks.map((task, t) =>
    cutsOf(
      task,
      candidates.map((counts) => counts[t] as number),
    ),
  );
  const entered = new Float64Array(candidates.length + 1);
  const backbone = tasks[0]?.backboneLayers ?? 0;
  for (let index = 0; index < backbone; index++)
    addJoined(
      tasks.map((task, t) => levelsOf(readLayer(task, index), cuts[t] as number[])),
      votes,
      entered,
    );
  if (heads)
    tasks.forEach((task, t) => {
      for (let index = backbone; index < task.layers.length; index++)
        addJoined([levelsOf(readLayer(task, index), cuts[t] as number[])], 1, entered);
    });
  let kept = 0;
  return candidates.map((_, c) => (kept += entered[c] as number));
}

/** Adds each weight to the level at which its `votes`-th task keeps it. */
function addJoined(levels: readonly Uint8Array[], votes: number, entered: Float64Array): void {
  const first = levels[0] as Uint8Array;
  const sorted = new Uint8Array(levels.length);
  for (let i = 0; i < first.length; i++) {
    for (let t = 0; t < levels.length; t++) insert(sorted, t, (levels[t] as Uint8Array)[i] as number);
    const level = sorted[votes - 1] as number;
    entered[level] = (entered[level] as number) + 1;
  }
}

/** Inserts `value` into the first `length` sorted elements. */
function insert(sorted: Uint8Array, length: number, value: number): void {
  let at = length;
  for (; at > 0 && (sorted[at - 1] as number) > value; at--) sorted[at] = sorted[at - 1] as number;
  sorted[at] = value;
}
