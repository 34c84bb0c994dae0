import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { CancelledError, InvalidDataError } from '@metasparse/contracts';
import { createLoader, type BatchLoader, type DatasetReader } from '@metasparse/datasets';
import { writeCheckpoint } from '@metasparse/interchange';
import type { TestPoint, TrainPoint } from '@metasparse/report';
import type { Batch } from '@metasparse/scenenet';
import { NonFiniteLossError, type StepResult, type Trainer } from '@metasparse/training';
import type { CheckpointFolder } from './checkpoint-folder.js';
import type { MaskSchedule } from './mask-schedule.js';
import { testedWeights } from './evaluate-trainer.js';
import { testLoss } from './test-loss.js';
import type { TrainReport } from './train-events.js';
import { totalSteps, type TrainRequest } from './train-request.js';
import { trainedState } from './trained-state.js';
import type { TrainingProgress } from './training-checkpoint.js';
import type { TrainingLog } from './training-log.js';
import { writePredictions } from './write-predictions.js';

export const BEST_NET = 'best.safetensors';
export const LAST_NET = 'net.safetensors';
export const PREDICTIONS = 'predictions.png';

/** What a run works with. */
export interface LoopParts {
  readonly folder: string;
  readonly request: TrainRequest;
  readonly reader: DatasetReader;
  readonly testReader: DatasetReader | null;
  readonly trainer: Trainer;
  readonly masks: MaskSchedule | null;
  readonly checkpoints: CheckpointFolder;
  readonly log: TrainingLog;
  /** Tests done before, and the best of them. */
  readonly progress: Pick<TrainingProgress, 'tests' | 'best'>;
  readonly report: (report: TrainReport) => void;
  /** Whether somebody asked to stop. */
  readonly stopped: () => boolean;
}

class Stopped extends Error {}

/**
 * The iterations of a run from where its trainer is to the end. The state after k steps is a function of the request
 * alone, so a run that goes on from a checkpoint gives the bits of one that never stopped.
 */
export class TrainingLoop {
  readonly #parts: LoopParts;
  readonly #total: number;
  #tests: number;
  #best: TrainingProgress['best'];
  /** Iteration of the newest checkpoint of this start. */
  #kept: number;
  #pace = { images: 0, since: performance.now() };

  constructor(parts: LoopParts) {
    this.#parts = parts;
    this.#total = totalSteps(parts.request);
    this.#tests = parts.progress.tests;
    this.#best = parts.progress.best;
    this.#kept = parts.trainer.counters.iteration;
  }

  /** Throws CancelledError, with a checkpoint written, where somebody asked to stop. */
  async run(): Promise<void> {
    const { report } = this.#parts;
    report({ kind: 'begin', iteration: this.#iteration, total: this.#total });
    const loader = await this.#openLoader();
    try {
      await this.#iterate(loader);
      await this.#checkpoint();
      await this.#write(LAST_NET);
      await this.#showPredictions();
    } catch (error) {
      if (!(error instanceof Stopped)) throw error;
      await this.#checkpoint();
      throw new CancelledError(`stopped after ${this.#iteration} iterations`);
    } finally {
      await loader.close();
    }
  }

  get #iteration(): number {
    return this.#parts.trainer.counters.iteration;
  }

  /** A test belongs to the state after k steps and comes after its checkpoint: going on from there, it is done again. */
  async #iterate(loader: BatchLoader): Promise<void> {
    for (;;) {
      if (this.#isTestDue()) await this.#test();
      if (this.#iteration >= this.#total) return;
      await this.#refuseStopped();
      const loaded = await loader.next();
      if (loaded === undefined) throw new RangeError('the batches ended before the iterations');
      this.#step(loaded.batch);
      if (this.#isCheckpointDue()) await this.#checkpoint();
    }
  }

  #isTestDue(): boolean {
    const { testEvery } = this.#parts.request;
    if (testEvery === 0 || this.#iteration === 0) return false;
    return this.#iteration % testEvery === 0 || this.#iteration === this.#total;
  }

  #isCheckpointDue(): boolean {
    return this.#iteration % this.#parts.request.checkpointEvery === 0 || this.#iteration === this.#total;
  }

  #openLoader(): Promise<BatchLoader> {
    const { reader, request } = this.#parts;
    const { batchSize, seed, crop, compat, readers } = request;
    const from = this.#iteration;
    const batches = Array.from({ length: this.#total - from }, (_, i) => from + i);
    return createLoader({ reader, batches, batchSize, seed, crop, compat, threads: readers });
  }

  /** Lets a signal that waits be heard. */
  async #refuseStopped(): Promise<void> {
    await setImmediate();
    if (this.#parts.stopped()) throw new Stopped();
  }

  #step(batch: Batch): void {
    const { masks, log, report } = this.#parts;
    const changed = this.#explained(batch, () => masks?.update(batch) ?? null);
    if (changed !== null) {
      log.metric({ kind: 'masks', ...changed });
      report({ kind: 'masks', point: changed });
    }
    const point = trainPoint(this.#explained(batch, () => this.#parts.trainer.step(batch)));
    this.#record(point, batch.samples.length);
  }

  #record(point: TrainPoint, images: number): void {
    const { log, report, request } = this.#parts;
    this.#pace.images += images;
    const now = performance.now();
    const imagesPerSecond = (1000 * this.#pace.images) / Math.max(1e-3, now - this.#pace.since);
    const rssBytes = process.memoryUsage.rss();
    const { iteration } = point;
    if (iteration % request.logEvery === 0 || iteration + 1 === this.#total) {
      log.metric({ kind: 'train', ...point });
      log.time({ iteration, imagesPerSecond, rssBytes });
      this.#pace = { images: 0, since: now };
    }
    report({ kind: 'step', point, imagesPerSecond, rssBytes });
  }

  /** A loss that is not finite, told with the iteration, the task and the samples. */
  #explained<T>(batch: Batch, compute: () => T): T {
    try {
      return compute();
    } catch (error) {
      if (!(error instanceof NonFiniteLossError)) throw error;
      const last = this.#parts.checkpoints.names.at(-1);
      const kept = last === undefined ? 'no checkpoint was written before' : `the last checkpoint is ${last}`;
      throw new InvalidDataError(
        `iteration ${this.#iteration}: the loss of task ${error.task} is ${error.loss} on the samples ` +
          `${batch.samples.map(({ id }) => id).join(', ')}; ${kept}; try a smaller --lr, --warm-up or --clip`,
        { field: error.task, value: error.loss, cause: error },
      );
    }
  }

  async #test(): Promise<void> {
    const { trainer, testReader, request, log, report, stopped } = this.#parts;
    if (testReader === null) return;
    const began = performance.now();
    const point = await testLoss(trainer, testReader, request, (images) => {
      if (stopped()) throw new Stopped();
      report({ kind: 'testing', images, of: request.testImages });
    });
    this.#tests += 1;
    const best = this.#isBest(point);
    if (best) {
      this.#best = { iteration: point.iteration, total: point.total };
      await this.#write(BEST_NET);
    }
    log.metric({ kind: 'test', ...point });
    report({ kind: 'test', point, best });
    this.#pace.since += performance.now() - began;
  }

  /** As published, the first test sets the bar but is not kept (quirk 7). */
  #isBest({ total, iteration }: TestPoint): boolean {
    const lower = this.#best === null || total < this.#best.total;
    if (this.#parts.request.compat !== 'reference' || this.#tests > 1) return lower;
    this.#best = { iteration, total };
    return false;
  }

  /** Writes the state once an iteration. */
  async #checkpoint(): Promise<void> {
    const { trainer, checkpoints, log, report } = this.#parts;
    if (this.#kept === this.#iteration) return;
    const began = performance.now();
    const metrics = log.mark();
    const progress = { counters: trainer.counters, tests: this.#tests, best: this.#best, metrics };
    const file = await checkpoints.write(trainer, progress);
    this.#kept = this.#iteration;
    report({ kind: 'checkpoint', iteration: this.#iteration, file });
    this.#pace.since += performance.now() - began;
  }

  async #showPredictions(): Promise<void> {
    const { folder, trainer, testReader, request } = this.#parts;
    if (testReader !== null) await writePredictions(join(folder, PREDICTIONS), trainer, testReader, request);
  }

  #write(name: string): Promise<void> {
    const { folder, trainer, request } = this.#parts;
    return writeCheckpoint(join(folder, name), trainedState(trainer, testedWeights(request)));
  }
}

function trainPoint({ iteration, losses, total, learningRate, gradientNorm }: StepResult): TrainPoint {
  return {
    iteration,
    losses: Object.fromEntries(losses.map(({ task, loss }) => [task, loss])),
    total,
    learningRate,
    gradientNorm,
  };
}
