import type { SimilarityEvent } from '../similarity/events.js';

/** What a decision tells while it is made. */
export type DecideEvent =
  | SimilarityEvent
  /** The networks are chosen, each by its tasks. */
  | { readonly kind: 'chosen'; readonly networks: readonly (readonly string[])[] }
  /** A network is begun, or was there from an earlier start. */
  | { readonly kind: 'network'; readonly tasks: readonly string[]; readonly isReused: boolean }
  | {
      readonly kind: 'pruned-batch';
      readonly tasks: readonly string[];
      readonly done: number;
      readonly of: number;
    };

export interface DecideHandlers {
  readonly onEvent: (event: DecideEvent) => void;
  readonly signal: AbortSignal;
  /** The command line, program first. */
  readonly command: readonly string[];
}
