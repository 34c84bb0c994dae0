import { Presets, SingleBar } from 'cli-progress';
import type { ResolvedTraining, TrainEvent } from '@metasparse/steps';
import { losses, stepState, TrainClock } from './train-clock.js';

/** Shows the progress of a training run. */
export interface TrainReporter {
  start(resolved: ResolvedTraining): void;
  readonly onEvent: (event: TrainEvent) => void;
  stop(): void;
}

const LINE_EVERY_MS = 2000;
const FORMAT = ' {bar} {value}/{total} | {losses} | lr {rate} | {pace} images/s | {left} left | {memory}';
const EMPTY = { losses: '-', rate: '-', pace: '-', left: '-', memory: '-' };

/** A bar on a terminal, plain lines elsewhere, one JSON object a line on request. */
export function createTrainReporter(json: boolean): TrainReporter {
  if (json) return new JsonTrainReporter();
  return process.stderr.isTTY ? new BarTrainReporter() : new LineTrainReporter();
}

/** What a run is about to do. */
function describeTraining({ request, reader, notes }: ResolvedTraining): string {
  const { method, dataset, tasks, width, iterations, batchSize, crop, precision, compat, testEvery } =
    request;
  const tests = testEvery === 0 ? 'no test loss' : `test loss every ${testEvery} iterations`;
  return [
    `${method} on ${dataset}, ${reader.records.length} samples; tasks ${tasks.join(', ')}`,
    `${iterations} iterations of ${batchSize} crops of ${crop} x ${crop}; width ${width}, ${precision}, ${compat}; ${tests}`,
    ...notes.map((note) => `note: ${note}`),
  ].join('\n');
}

/** The sentence for an event that is worth one; null for the others. */
function sentence(event: TrainEvent): string | null {
  switch (event.kind) {
    case 'phase':
      return { prune: 'pruning first', train: null, report: 'writing the report' }[event.name];
    case 'device':
      return `TensorFlow ${event.device.tensorflow} on ${event.device.kind}`;
    case 'begin':
      return event.iteration > 0 ? `going on after iteration ${event.iteration} of ${event.total}` : null;
    case 'note':
      return `note: ${event.text}`;
    case 'test':
      return `test after ${event.point.iteration} iterations: ${losses(event.point)}${event.best ? ' (best)' : ''}`;
    default:
      return null;
  }
}

class LineTrainReporter implements TrainReporter {
  readonly #clock = new TrainClock();
  #lastLine = 0;

  start(resolved: ResolvedTraining): void {
    say(describeTraining(resolved));
  }

  readonly onEvent = (event: TrainEvent): void => {
    this.#clock.observe(event);
    const text = sentence(event);
    if (text !== null) say(text);
    if (event.kind === 'step') this.#step(event);
  };

  stop(): void {
    return;
  }

  #step(event: Extract<TrainEvent, { readonly kind: 'step' }>): void {
    const { done, total, etaSeconds } = this.#clock;
    const now = Date.now();
    if (now - this.#lastLine < LINE_EVERY_MS && done < total) return;
    this.#lastLine = now;
    const state = stepState(event, etaSeconds);
    say(
      `iteration ${done}/${total}, ${state.losses}, lr ${state.rate}, ${state.pace} images/s, ${state.left} left, ${state.memory}`,
    );
  }
}

class BarTrainReporter implements TrainReporter {
  readonly #clock = new TrainClock();
  #bar: SingleBar | null = null;

  start(resolved: ResolvedTraining): void {
    say(describeTraining(resolved));
  }

  readonly onEvent = (event: TrainEvent): void => {
    this.#clock.observe(event);
    if (event.kind === 'step') {
      this.#begin();
      this.#bar?.update(this.#clock.done, stepState(event, this.#clock.etaSeconds));
    }
    const text = sentence(event);
    if (text === null) return;
    this.stop();
    say(text);
  };

  stop(): void {
    this.#bar?.stop();
    this.#bar = null;
  }

  #begin(): void {
    if (this.#bar !== null) return;
    const options = { format: FORMAT, stream: process.stderr, hideCursor: true, gracefulExit: false };
    this.#bar = new SingleBar(options, Presets.shades_classic);
    this.#bar.start(this.#clock.total, this.#clock.done, EMPTY);
  }
}

/** One JSON object a line on standard output: `{"event": ..., ...}`. */
class JsonTrainReporter implements TrainReporter {
  start({ request, reader, notes }: ResolvedTraining): void {
    this.#write({ event: 'start', request, samples: reader.records.length, notes });
  }

  readonly onEvent = ({ kind, ...rest }: TrainEvent): void => {
    this.#write({ event: kind, ...rest });
  };

  stop(): void {
    return;
  }

  #write(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
