import type { TrainEvent } from '../train/train-events.js';
import type { CotrainRun } from './cotrain-request.js';

/** What co-training tells while it works. */
export type CotrainEvent =
  | { readonly kind: 'runs'; readonly runs: readonly CotrainRun[] }
  | { readonly kind: 'started'; readonly run: CotrainRun }
  | { readonly kind: 'training'; readonly run: CotrainRun; readonly event: TrainEvent }
  /** Kept: it was done before. */
  | { readonly kind: 'finished' | 'kept'; readonly run: CotrainRun }
  | { readonly kind: 'failed'; readonly run: CotrainRun; readonly reason: string };

export interface CotrainHandlers {
  readonly onEvent?: ((event: CotrainEvent) => void) | undefined;
  /** Stops all runs, each with a checkpoint. */
  readonly signal?: AbortSignal | undefined;
  /** The command line for the reports, one element an argument. */
  readonly command?: readonly string[] | undefined;
}
