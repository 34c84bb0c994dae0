import { InvalidArgumentError } from '@metasparse/contracts';
import type { SimilarityRequest } from './request.js';

/** Throws InvalidArgumentError for a limit below where the run starts, and for blocks that batches cannot be added to. */
export function checkUntil({
  until,
  batches,
  blockBatches,
  seeds,
  tasks,
}: Pick<SimilarityRequest, 'until' | 'batches' | 'blockBatches' | 'seeds' | 'tasks'>): void {
  if (until === null) return;
  if (until.maxBatches < batches) throw below('max-batches', until.maxBatches, 'batches', batches);
  if (until.maxSeeds < seeds.length) throw below('max-seeds', until.maxSeeds, 'seeds', seeds.length);
  if (batches % blockBatches !== 0)
    throw new InvalidArgumentError(
      `--block-batches is ${blockBatches}: with --until it has to divide --batches ${batches}, since more batches follow the last block`,
      { field: 'block-batches', value: blockBatches, bound: `a divisor of ${batches}` },
    );
  if (tasks.length < 3)
    throw new InvalidArgumentError(
      `--until stable waits for the order of pairs: ${tasks.length} tasks have one pair, at least 3 tasks are needed`,
      { field: 'until', value: 'stable', bound: 'at least 3 tasks' },
    );
}

function below(field: string, value: number, start: string, bound: number): InvalidArgumentError {
  return new InvalidArgumentError(
    `--${field} is ${value}, below --${start} ${bound} that the run starts with`,
    {
      field,
      value,
      bound: `at least ${bound}`,
    },
  );
}
