import { addInto, type TaskScores } from '@metasparse/sparsity';
import type { StoredScores } from './stored-scores.js';

/**
 * The scores of a seed's tasks when block b counts `counts[b]` times: float32 sums in block order, one layer at a time. Task names
 * get the suffix.
 */
export function blockScores(
  blocks: readonly StoredScores[],
  counts: readonly number[],
  suffix = '',
): TaskScores[] {
  const used = counts.flatMap((count, b) => Array.from({ length: count }, () => blocks[b] as StoredScores));
  return (used[0]?.tasks ?? []).map((first, t) => ({
    task: `${first.task}${suffix}`,
    layers: first.layers,
    backboneLayers: first.backboneLayers,
    layer: (index) => {
      const sum = Float32Array.from(first.layer(index));
      for (const block of used.slice(1)) addInto(sum, block.tasks[t]?.layer(index) ?? new Float32Array());
      return sum;
    },
  }));
}

/** Whether every task has a labelled pixel in the blocks that count. */
export function allLabelled(blocks: readonly StoredScores[], counts: readonly number[]): boolean {
  const batches = blocks.flatMap(({ info }, b) => ((counts[b] ?? 0) > 0 ? info.batches : []));
  return (blocks[0]?.tasks ?? []).every(({ task }) =>
    batches.some(({ results }) => results.some((result) => result.task === task && result.pixels > 0)),
  );
}
