import { Presets, SingleBar } from 'cli-progress';
import type { ResolvedRequest, SimilarityEvent } from '@metasparse/steps';
import { duration, size } from './format.js';
import { describeRun } from './line-reporter.js';
import { ProgressClock } from './progress-clock.js';
import type { Reporter } from './reporter.js';

const FORMAT =
  ' {bar} {value}/{total} batches | {pace} s per batch | {left} left | {memory} per worker{losses}';

/** A live bar on standard error. */
export class BarReporter implements Reporter {
  readonly #clock = new ProgressClock();
  readonly #bar = new SingleBar(
    { format: FORMAT, stream: process.stderr, hideCursor: true, gracefulExit: false },
    Presets.shades_classic,
  );
  #running = false;

  start(resolved: ResolvedRequest): void {
    process.stderr.write(`${describeRun(resolved)}\n`);
    for (const note of resolved.reader.notes) process.stderr.write(`note: ${note}\n`);
  }

  readonly onEvent = (event: SimilarityEvent): void => {
    this.#clock.observe(event);
    if (event.kind === 'device')
      process.stderr.write(`TensorFlow ${event.device.tensorflow} on ${event.device.kind}\n`);
    if (event.kind === 'device') this.#begin();
    if (event.kind === 'batch') this.#update(event.report.outcome.results);
    if (event.kind === 'analysing') {
      this.stop();
      process.stderr.write(`masks and similarity of seed ${event.seed}\n`);
    }
  };

  stop(): void {
    if (this.#running) this.#bar.stop();
    this.#running = false;
  }

  #begin(): void {
    this.#running = true;
    this.#bar.start(this.#clock.total, this.#clock.done, { pace: '-', left: '-', memory: '-', losses: '' });
  }

  #update(results: readonly { readonly task: string; readonly loss: number | null }[]): void {
    const { done, secondsPerBatch, etaSeconds, rssBytes } = this.#clock;
    const losses = results.map(({ task, loss }) => `${task} ${loss?.toFixed(2) ?? 'no label'}`).join(' ');
    this.#bar.update(done, {
      pace: secondsPerBatch.toFixed(2),
      left: duration(etaSeconds),
      memory: size(rssBytes),
      losses: ` | ${losses}`,
    });
  }
}
