import { InvalidDataError } from '@metasparse/contracts';
import type { TaskScores } from '@metasparse/sparsity';
import type { PruneJob } from './resolve-prune.js';

/** Refuses scores that rank nothing: not finite, or 0 everywhere. Throws InvalidDataError. */
export function checkScores(
  { criterion, data, from, batches }: PruneJob,
  scores: readonly TaskScores[],
): void {
  const file = data ?? from;
  for (const task of scores) {
    let largest = 0;
    task.layers.forEach(({ name }, l) => {
      for (const score of task.layer(l)) {
        if (!Number.isFinite(score))
          throw new InvalidDataError(
            `${file}: the criterion ${criterion} gives a weight of ${name} the score ${score} for task ${task.task}; ` +
              'the net has diverged: take an earlier checkpoint',
            { file, field: name, value: score },
          );
        if (score > largest) largest = score;
      }
    });
    if (largest === 0)
      throw new InvalidDataError(
        `${file}: the criterion ${criterion} gives every weight the score 0 for task ${task.task}: no pixel of ` +
          `${batches} batches is labelled; use more --batches or other data`,
        { file, field: task.task, value: 0 },
      );
  }
}
