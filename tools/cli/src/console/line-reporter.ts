import type { ResolvedRequest, SimilarityEvent } from '@metasparse/steps';
import { duration, size } from './format.js';
import { ProgressClock } from './progress-clock.js';
import type { Reporter } from './reporter.js';

const LINE_EVERY_MS = 2000;

/** What a run is about to do, in two lines. */
export function describeRun({ request, reader }: ResolvedRequest): string {
  const { dataset, tasks, batches, batchSize, seeds, crop, width, split, precision, compat } = request;
  const images = split === 'test' ? 'whole images' : `crops of ${crop} x ${crop}`;
  return (
    `${dataset}, ${reader.records.length} samples in split ${split}; tasks ${tasks.join(', ')}\n` +
    `${seeds.length} seeds x ${batches} batches of ${batchSize} ${images}; width ${width}, ${precision}, ${compat}`
  );
}

export class LineReporter implements Reporter {
  readonly #clock = new ProgressClock();
  #lastLine = 0;

  start(resolved: ResolvedRequest): void {
    this.#say(describeRun(resolved));
    for (const note of resolved.reader.notes) this.#say(`note: ${note}`);
  }

  readonly onEvent = (event: SimilarityEvent): void => {
    this.#clock.observe(event);
    if (event.kind === 'planned') {
      const done = event.batchesDone > 0 ? `, ${event.batchesDone} are already done` : '';
      this.#say(`${event.batches} batches on ${event.workers} worker(s)${done}`);
    }
    if (event.kind === 'device') this.#say(`TensorFlow ${event.device.tensorflow} on ${event.device.kind}`);
    if (event.kind === 'batch') this.#batch();
    if (event.kind === 'judging') this.#say(`judging seed ${event.seed} by its ${event.blocks} block(s)`);
    if (event.kind === 'round')
      this.#say(
        `${event.seeds} seeds x ${event.batches} batches: the order of the pairs has probability ${event.probability.toFixed(3)}`,
      );
    if (event.kind === 'analysing') this.#say(`masks and similarity of seed ${event.seed}`);
  };

  stop(): void {
    return;
  }

  #batch(): void {
    const { done, total, etaSeconds, secondsPerBatch, rssBytes } = this.#clock;
    const now = Date.now();
    if (now - this.#lastLine < LINE_EVERY_MS && done < total) return;
    this.#lastLine = now;
    this.#say(
      `batch ${done}/${total}, ${secondsPerBatch.toFixed(2)} s per batch, ${duration(etaSeconds)} left, ${size(rssBytes)} per worker`,
    );
  }

  #say(line: string): void {
    process.stderr.write(`${line}\n`);
  }
}

/** One JSON object a line on standard output: `{"event": ..., ...}`. */
export class JsonReporter implements Reporter {
  readonly #clock = new ProgressClock();

  start({ request, reader }: ResolvedRequest): void {
    this.#write({ event: 'start', request, samples: reader.records.length, notes: reader.notes });
  }

  readonly onEvent = (event: SimilarityEvent): void => {
    this.#clock.observe(event);
    const { kind, ...rest } = event;
    const { done, total, etaSeconds } = this.#clock;
    this.#write({ event: kind, ...rest, ...(kind === 'batch' ? { done, total, etaSeconds } : {}) });
  };

  stop(): void {
    return;
  }

  #write(value: unknown): void {
    process.stdout.write(`${JSON.stringify(value)}\n`);
  }
}
