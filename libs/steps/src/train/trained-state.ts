import { InvalidDataError } from '@metasparse/contracts';
import { netEntries, withTasks, type NetState } from '@metasparse/interchange';
import type { Trainer } from '@metasparse/training';

/**
 * The net of a trainer, read from the device when it is written: raw weights, or where asked for their running
 * averages, with the masks beside them. Reading a value that is not finite throws InvalidDataError.
 */
export function trainedState(trainer: Trainer, weights: 'value' | 'average'): NetState {
  const pieces = trainer.statePieces();
  const tensors = pieces.flatMap((piece) => {
    if (piece.kind !== weights && piece.kind !== 'statistic') return [];
    const { name, shape, read } = piece;
    return [[name, { shape, read: () => finiteValues(trainer, name, read()) }] as const];
  });
  const masks = pieces.flatMap((piece) => (piece.kind === 'mask' ? [[piece.name, piece] as const] : []));
  const counts = netEntries(trainer.plan)
    .filter(({ kind }) => kind === 'count')
    .map(({ name }) => [name, trainer.counters.iteration] as const);
  const state = { tensors: new Map(tensors), masks: new Map(masks), counts: new Map(counts), meta: {} };
  return withTasks(state, trainer.plan);
}

export function finiteValues({ counters }: Trainer, name: string, values: Float32Array): Float32Array {
  const odd = values.find((value) => !Number.isFinite(value));
  if (odd === undefined) return values;
  throw new InvalidDataError(
    `the run has diverged: after ${counters.iteration} iterations ${name} holds ${odd}; try a smaller --lr, --warm-up or --clip`,
    {
      field: name,
      value: odd,
    },
  );
}
