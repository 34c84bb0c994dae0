import type { DecideEvent, ResolvedDecision } from '@metasparse/steps';
import { createReporter } from '../console/reporter.js';

const LINE_EVERY_MS = 2000;

/** Progress on standard error: that of the similarity run, then a line a network and now and then a batch. */
export interface DecideReporter {
  readonly start: (decision: ResolvedDecision) => void;
  readonly onEvent: (event: DecideEvent) => void;
  readonly stop: () => void;
}

export function createDecideReporter(): DecideReporter {
  const similarity = createReporter(false);
  let last = Date.now();
  const onEvent = (event: DecideEvent): void => {
    if (event.kind === 'chosen') {
      similarity.stop();
      say(`chosen: ${event.networks.map(name).join(', ')}`);
    } else if (event.kind === 'network')
      say(`network ${name(event.tasks)}: ${event.isReused ? 'pruned before' : 'pruning'}`);
    else if (event.kind === 'pruned-batch') {
      const { tasks, done, of } = event;
      if (Date.now() - last < LINE_EVERY_MS && done < of) return;
      last = Date.now();
      say(`network ${name(tasks)}: batch ${done} of ${of}`);
    } else similarity.onEvent(event);
  };
  return {
    start: ({ resolved }) => {
      similarity.start(resolved);
    },
    onEvent,
    stop: () => {
      similarity.stop();
    },
  };
}

function name(tasks: readonly string[]): string {
  return tasks.join('+');
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
