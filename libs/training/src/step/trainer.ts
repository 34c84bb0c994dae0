import type {
  BackboneParameters,
  Batch,
  ConvParameters,
  HeadParameters,
  LossSettings,
  NetPlan,
  PassContext,
  Task,
  WeightSource,
} from '@metasparse/scenenet';
import type { BitMask } from '@metasparse/sparsity';
import { adamStep, type AdamSettings } from '../adam/adam-settings.js';
import { learningRate, type Schedule } from '../schedule/learning-rate.js';
import { deviceMask } from './device-mask.js';
import { jointGradients, type JointHead, type TaskLossValue } from './joint-gradients.js';
import { statisticsUpdate } from './running-statistics.js';
import { loadEntry, readEntries, statePieces, type StateEntry, type StatePiece } from './state.js';
import {
  allConvs,
  createNet,
  effectiveConv,
  freeTrainedNet,
  releaseConv,
  type TrainedConv,
  type TrainedHead,
  type TrainedNet,
} from './trained-net.js';
import { valueOf } from './trained-tensor.js';
import { UpdateSink } from './update-sink.js';

export interface TrainingSettings {
  readonly losses: LossSettings;
  /** Weight of each task's loss; 1 if absent. */
  readonly lambdas: Readonly<Partial<Record<Task, number>>>;
  readonly adam: AdamSettings;
  readonly schedule: Schedule;
  /** Keys the dropout of every iteration; null trains without dropout. */
  readonly dropoutSeed: number | null;
  /** Largest norm of all gradients together; null switches clipping off. */
  readonly clipNorm: number | null;
  /** Decay of the exponential moving average of the weights, e.g. 0.999; null switches it off. */
  readonly averageDecay: number | null;
}

/** What one iteration gave. */
export interface StepResult {
  /** Number of the iteration, 0 for the first. */
  readonly iteration: number;
  readonly losses: readonly TaskLossValue[];
  /** sum_t lambda_t loss_t over the tasks with labelled pixels. */
  readonly total: number;
  readonly learningRate: number;
  /** Norm of all gradients before clipping; null where clipping is off. */
  readonly gradientNorm: number | null;
}

/** The numbers that, with the tensors of `readState`, make up all of a run's state. */
export interface TrainingCounters {
  /** Iterations done: number of the next one, which keys schedule and dropout. */
  readonly iteration: number;
  /** Steps Adam has done since its moments were zero. */
  readonly adamSteps: number;
}

/**
 * Trains a net on the device: float32 master weights, moments and statistics; masked weights are exactly zero where
 * they act, their raw values still decay. Free it with `free`.
 */
export class Trainer {
  readonly context: PassContext;
  readonly plan: NetPlan;
  readonly settings: TrainingSettings;
  readonly net: TrainedNet;
  readonly #convs: ReadonlyMap<string, TrainedConv>;
  #counters: TrainingCounters = { iteration: 0, adamSteps: 0 };

  /** @param source initial weights; null if they are loaded with `loadState` */
  constructor(context: PassContext, plan: NetPlan, settings: TrainingSettings, source: WeightSource | null) {
    this.context = context;
    this.plan = plan;
    this.settings = settings;
    this.net = createNet(context.kernels, plan, settings.dropoutSeed !== null, source);
    this.#convs = new Map(allConvs(this.net).map((conv) => [conv.layer.name, conv]));
  }

  get counters(): TrainingCounters {
    return this.#counters;
  }

  /**
   * One iteration: joint forward and backward on the batch, then Adam on every tensor.
   * @throws NonFiniteLossError when a loss is not finite; the state is then half stepped and must be loaded again.
   */
  step(batch: Batch): StepResult {
    const { kernels } = this.context;
    const { iteration, adamSteps } = this.#counters;
    const rate = learningRate(this.settings.schedule, iteration);
    const open = new Set<ConvParameters>();
    const { adam, clipNorm, averageDecay } = this.settings;
    const update = { adam: adamStep(adam, rate, adamSteps + 1), clipNorm, averageDecay };
    const sink = new UpdateSink(this.context, update, this.#convs, this.net.norms, open);
    const backbone = this.#backbone(open);
    try {
      const losses = jointGradients(
        {
          context: this.context,
          settings: this.settings.losses,
          backbone,
          heads: this.net.heads.map((head) => this.#head(head, open)),
          sink,
          statistics: statisticsUpdate(kernels, this.net.norms),
        },
        batch,
        this.#dropout(iteration, batch),
      );
      const gradientNorm = sink.finish();
      this.#counters = { iteration: iteration + 1, adamSteps: adamSteps + 1 };
      return { iteration, losses, total: this.#total(losses), learningRate: rate, gradientNorm };
    } finally {
      sink.discard();
      for (const conv of open) releaseConv(kernels, conv);
      for (const { gamma, beta } of backbone.norms) kernels.free(gamma, beta);
    }
  }

  /** Masks by layer name; null for a layer (or a layer that is not named) keeps everything. */
  setMasks(masks: ReadonlyMap<string, BitMask | null>): void {
    for (const [name, conv] of this.#convs) this.setMask(name, masks.get(name) ?? null, conv);
  }

  /** @throws RangeError for a layer that is not there or a mask of another length. */
  setMask(name: string, mask: BitMask | null, conv = this.#convs.get(name)): void {
    const { kernels } = this.context;
    if (conv === undefined) throw new RangeError(`there is no layer ${name} to mask`);
    const weights = conv.layer.shape.reduce((product, n) => product * n, 1);
    if (mask !== null && mask.length !== weights)
      throw new RangeError(`${name} has ${weights} weights, its mask has ${mask.length}`);
    if (conv.mask !== null) kernels.free(conv.mask.multiplier);
    const { shape } = conv.layer;
    conv.mask = mask === null ? null : { mask, multiplier: deviceMask(kernels, shape, mask, conv.fold) };
  }

  maskOf(name: string): BitMask | null {
    return this.#convs.get(name)?.mask?.mask ?? null;
  }

  /** All tensors and masks, read one by one when asked for: not after another step. Empty moments are left out. */
  statePieces(): StatePiece[] {
    return statePieces(this.context.kernels, this.net);
  }

  /** All tensors and masks, one at a time; names are the original's. Empty moments are left out. */
  readState(): Generator<StateEntry> {
    return readEntries(this.context.kernels, this.net);
  }

  /** Sets one tensor or mask that `readState` gave. @throws RangeError for an unknown name or another shape. */
  loadEntry(entry: StateEntry): void {
    loadEntry(this.context.kernels, this.net, entry, (name, mask) => this.setMask(name, mask));
  }

  loadState(counters: TrainingCounters, entries: Iterable<StateEntry>): void {
    for (const entry of entries) this.loadEntry(entry);
    this.setCounters(counters);
  }

  setCounters(counters: TrainingCounters): void {
    this.#counters = { ...counters };
  }

  free(): void {
    freeTrainedNet(this.context.kernels, this.net);
  }

  #total(losses: readonly TaskLossValue[]): number {
    return losses.reduce((sum, { task, loss }) => sum + (loss ?? 0) * (this.settings.lambdas[task] ?? 1), 0);
  }

  #dropout(iteration: number, batch: Batch): Parameters<typeof jointGradients>[2] {
    const { dropoutSeed: seed } = this.settings;
    if (seed === null) return null;
    return { seed, batch: iteration, batchSize: batch.samples.length, compat: 'reference' };
  }

  #backbone(open: Set<ConvParameters>): BackboneParameters {
    const { kernels } = this.context;
    return {
      convs: this.net.convs.map((conv) => this.#effective(conv, open)),
      norms: this.net.norms.map(({ gamma, beta }) => ({
        gamma: valueOf(kernels, gamma),
        beta: valueOf(kernels, beta),
      })),
    };
  }

  #head(head: TrainedHead, open: Set<ConvParameters>): JointHead {
    return {
      task: head.task,
      lambda: this.settings.lambdas[head.task] ?? 1,
      open: (): HeadParameters => ({
        branches: head.branches.map(
          ([a, b, c]) =>
            [this.#effective(a, open), this.#effective(b, open), this.#effective(c, open)] as const,
        ),
      }),
      close: () => undefined,
    };
  }

  #effective(conv: TrainedConv, open: Set<ConvParameters>): ConvParameters {
    const { kernels } = this.context;
    const bias = conv.bias === null ? null : valueOf(kernels, conv.bias);
    const effective = effectiveConv(kernels, conv, valueOf(kernels, conv.weight), bias);
    open.add(effective);
    return effective;
  }
}
