import type { CotrainEvent, CotrainRun } from '@metasparse/steps';
import { duration } from '../console/format.js';
import { RunClock } from './run-clock.js';

const LINE_EVERY_MS = 5000;

/** Lines on standard error: each run as it begins and ends, and a step of one of them now and then. */
export function createCotrainReporter(): (event: CotrainEvent) => void {
  const clock = new RunClock();
  let last = Date.now();
  return (event) => {
    clock.observe(event);
    const text = sentence(event, clock);
    if (text === null) return;
    if (event.kind === 'training') {
      if (Date.now() - last < LINE_EVERY_MS) return;
      last = Date.now();
    }
    process.stderr.write(`${text}\n`);
  };
}

function sentence(event: CotrainEvent, clock: RunClock): string | null {
  switch (event.kind) {
    case 'runs':
      return `${event.runs.length} runs`;
    case 'started':
      return null;
    case 'training':
      return event.event.kind === 'step'
        ? `${titleOf(event.run)}: iteration ${event.event.point.iteration + 1}/${event.run.request.iterations}; ${rest(clock)}`
        : null;
    case 'finished':
    case 'kept':
      return `${titleOf(event.run)}: ${event.kind === 'kept' ? 'done before' : 'done'}; ${rest(clock)}`;
    case 'failed':
      return `${titleOf(event.run)}: failed: ${event.reason}; ${rest(clock)}`;
  }
}

export function titleOf({ request: { tasks, seed } }: CotrainRun): string {
  return `${tasks.join('+')}, seed ${seed}`;
}

function rest(clock: RunClock): string {
  const seconds = clock.etaSeconds;
  return Number.isNaN(seconds) ? clock.runs : `${clock.runs}, ${duration(seconds)} left`;
}
