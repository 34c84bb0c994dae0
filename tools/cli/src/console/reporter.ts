import type { ResolvedRequest, SimilarityEvent } from '@metasparse/steps';
import { BarReporter } from './bar-reporter.js';
import { JsonReporter, LineReporter } from './line-reporter.js';

/** Shows a run's progress. */
export interface Reporter {
  start(resolved: ResolvedRequest): void;
  readonly onEvent: (event: SimilarityEvent) => void;
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere, one JSON object a line on request. */
export function createReporter(json: boolean): Reporter {
  if (json) return new JsonReporter();
  return process.stderr.isTTY ? new BarReporter() : new LineReporter();
}
