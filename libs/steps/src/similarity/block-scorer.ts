import { writeSafetensors } from '@metasparse/artifacts';
import {
  DATASET_CONFIGS,
  TASKS,
  buildNet,
  freeNet,
  netLayers,
  scaledWidths,
  xavierSource,
  type Batch,
  type Kernels,
  type NetPlan,
  type PassContext,
  type SceneNet,
  type Task,
} from '@metasparse/scenenet';
import { SaliencyPass } from '@metasparse/sparsity';
import type { BatchOutcome, BatchReport, BlockJob } from '../compute/messages.js';
import { scoreName, sumsMetadata } from './partial-sums.js';
import type { ScoreSettings } from './score-settings.js';

/** Batches of one seed in order, read ahead of the computation. */
export interface BatchStream {
  next(): Promise<{ readonly batch: Batch; readonly idleMilliseconds: number }>;
  close(): Promise<void>;
}

/** Opens the stream of a seed's batches from `start` on. */
export type OpenBatches = (seed: number, start: number) => Promise<BatchStream>;

/** The net a run scores. */
export function netPlan(settings: Pick<ScoreSettings, 'dataset' | 'tasks' | 'width'>): NetPlan {
  const { classes } = DATASET_CONFIGS[settings.dataset];
  const ordered = TASKS.filter((task) => settings.tasks.includes(task));
  return {
    widths: scaledWidths(settings.width),
    tasks: ordered.map((task) => ({ task, classes: classes[task] as number })),
  };
}

/** Computes the partial sums of blocks; keeps the net of the seed it worked on last. */
export class BlockScorer {
  readonly #context: PassContext;
  readonly #settings: ScoreSettings;
  readonly #classWeights: Float32Array | null;
  readonly #open: OpenBatches;
  #reading: { readonly seed: number; readonly next: number; readonly stream: BatchStream } | null = null;
  #current: { readonly seed: number; readonly net: SceneNet; readonly pass: SaliencyPass } | null = null;

  constructor(
    kernels: Kernels,
    settings: ScoreSettings,
    classWeights: Float32Array | null,
    open: OpenBatches,
  ) {
    this.#context = { kernels, backward: settings.precision === 'mixed' ? 'bfloat16' : 'float32' };
    this.#settings = settings;
    this.#classWeights = classWeights;
    this.#open = open;
  }

  /** Scores the block's batches and writes their sums to `job.path`, whole or not at all. */
  async score(job: BlockJob, onBatch: (report: BatchReport) => void): Promise<void> {
    const stream = await this.#streamAt(job.seed, job.start);
    const { pass } = this.#seed(job.seed);
    pass.clear();
    const outcomes: BatchOutcome[] = [];
    for (let batch = job.start; batch < job.end; batch++) {
      const report = await this.#scoreBatch(pass, stream, job.seed, batch);
      outcomes.push(report.outcome);
      onBatch(report);
    }
    this.#reading = { seed: job.seed, next: job.end, stream };
    await this.#write(job, pass, outcomes);
  }

  /** The stream at hand where the block goes on from the last one, else a new one. */
  async #streamAt(seed: number, start: number): Promise<BatchStream> {
    const held = this.#reading;
    this.#reading = null;
    if (held?.seed === seed && held.next === start) return held.stream;
    await held?.stream.close();
    return this.#open(seed, start);
  }

  free(): void {
    if (this.#current === null) return;
    this.#current.pass.free();
    freeNet(this.#context, this.#current.net);
    this.#current = null;
  }

  async #scoreBatch(
    pass: SaliencyPass,
    stream: BatchStream,
    seed: number,
    batch: number,
  ): Promise<BatchReport> {
    const { dropout, compat, batchSize } = this.#settings;
    const { batch: images, idleMilliseconds } = await stream.next();
    const started = performance.now();
    const results = pass.addBatch(images, dropout ? { seed, batch, batchSize, compat } : null);
    const milliseconds = performance.now() - started;
    const outcome = {
      seed,
      batch,
      samples: images.samples.map(({ id }) => id),
      results: results.map(({ task, loss, pixels }) => ({ task, loss: pixels === 0 ? null : loss, pixels })),
    };
    return { outcome, milliseconds, idleMilliseconds, rssBytes: process.memoryUsage.rss() };
  }

  #seed(seed: number): { readonly pass: SaliencyPass } {
    if (this.#current?.seed === seed) return this.#current;
    this.free();
    const source = xavierSource(this.#context.kernels, seed);
    const net = buildNet(this.#context, netPlan(this.#settings), source, this.#settings.dropout);
    const config = DATASET_CONFIGS[this.#settings.dataset];
    const pass = new SaliencyPass(this.#context, net, { config, classWeights: this.#classWeights });
    this.#current = { seed, net, pass };
    return this.#current;
  }

  async #write({ path }: BlockJob, pass: SaliencyPass, batches: readonly BatchOutcome[]): Promise<void> {
    const tasks = netPlan(this.#settings).tasks.map(({ task }) => task);
    const tensors = scoreLayers(this.#settings).map(({ task, name, shape }) => ({
      name: scoreName(task, name),
      dtype: 'F32' as const,
      shape,
    }));
    await writeSafetensors(path, tensors, sumsMetadata({ folded: 1, batches }), allScores(pass, tasks));
  }
}

function* allScores(pass: SaliencyPass, tasks: readonly Task[]): Generator<Float32Array> {
  for (const task of tasks) for (const { scores } of pass.take(task)) yield scores;
}

/** Layers of every task in file order: the backbone's, then the task's own head's. */
export function scoreLayers(settings: Pick<ScoreSettings, 'dataset' | 'tasks' | 'width'>): {
  readonly task: Task;
  readonly name: string;
  readonly shape: readonly [number, number, number, number];
}[] {
  const { backbone, heads } = netLayers(netPlan(settings));
  return heads.flatMap(({ task, branches }) =>
    [...backbone, ...branches.flat()].map(({ name, shape }) => ({ task, name, shape })),
  );
}
