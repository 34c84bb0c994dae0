import {
  backboneBackward,
  backboneForward,
  convsOf,
  dropoutBits,
  freeBackboneTape,
  headBackward,
  headForward,
  imageTensor,
  taskLoss,
  type Accumulator,
  type Batch,
  type BackboneTape,
  type ConvParameters,
  type DropoutCounters,
  type GradientSink,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type Task,
  type TaskHead,
  type Tensor,
} from '@metasparse/scenenet';

/** What one batch gave for one task. */
export interface TaskBatchResult {
  readonly task: Task;
  /** Mean loss over the labelled pixels; NaN when there are none. */
  readonly loss: number;
  readonly pixels: number;
}

interface TaskSums {
  readonly head: TaskHead;
  /** Backbone layers, then the head's. */
  readonly convs: readonly ConvParameters[];
  readonly sums: ReadonlyMap<ConvParameters, Accumulator>;
}

/**
 * Sums |dL_t/dw| over batches for every task t and every weight of the backbone and of t's own head. Multiplied by
 * |w| that is the saliency |dL/dmask| of SNIP (reference section 3), since dL/dmask = w dL/dw and w does not change
 * between batches. One forward of the backbone serves all tasks; heads run one at a time.
 */
export class SaliencyPass {
  readonly #context: PassContext;
  readonly #net: SceneNet;
  readonly #settings: LossSettings;
  readonly #tasks: readonly TaskSums[];

  constructor(context: PassContext, net: SceneNet, settings: LossSettings) {
    this.#context = context;
    this.#net = net;
    this.#settings = settings;
    this.#tasks = net.heads.map((head) => {
      const convs = [...net.backbone.convs, ...convsOf(head.parameters)];
      const sums = new Map(convs.map((conv) => [conv, context.kernels.accumulator(conv.weight.shape)]));
      return { head, convs, sums };
    });
  }

  /** Starts from nothing. */
  clear(): void {
    for (const { sums } of this.#tasks)
      for (const accumulator of sums.values()) this.#context.kernels.reset(accumulator);
  }

  /** Adds one batch; a task without a labelled pixel in it adds nothing. `dropout` null switches dropout off. */
  addBatch(batch: Batch, dropout: DropoutCounters | null): TaskBatchResult[] {
    const tape = backboneForward(
      this.#context,
      this.#net.backbone,
      imageTensor(this.#context.kernels, batch),
    );
    const results = this.#tasks.map((task) => this.#addTask(task, tape, batch, dropout));
    freeBackboneTape(this.#context, tape);
    return results;
  }

  /**
   * The sums of |w dL/dw| of one task, layer by layer in O,I,H,W order, and starts the next block from nothing. All
   * zeros if no batch had a labelled pixel.
   */
  *take(task: Task): Generator<{ readonly name: string; readonly scores: Float32Array }> {
    const { kernels } = this.#context;
    const sums = this.#tasks.find(({ head }) => head.task === task);
    if (sums === undefined) throw new RangeError(`the net has no head for task ${task}`);
    for (const conv of sums.convs) {
      const accumulator = sums.sums.get(conv) as Accumulator;
      const total = kernels.readAccumulator(accumulator);
      kernels.reset(accumulator);
      yield { name: conv.layer.name, scores: this.#scores(conv, total) };
    }
  }

  /**
   * Sum over the batches of |dL/dw| of one task and layer in O,I,H,W order, w the weight without the folded dropout
   * factor; zeros if nothing was added. Leaves the sums as they are.
   * @throws RangeError for a task or a layer that the net does not have.
   */
  gradientSums(task: Task, layerName: string): Float32Array {
    const { kernels } = this.#context;
    const sums = this.#tasks.find(({ head }) => head.task === task);
    const conv = sums?.convs.find(({ layer }) => layer.name === layerName);
    if (sums === undefined || conv === undefined)
      throw new RangeError(`the net has no layer ${layerName} for task ${task}`);
    const total = kernels.readAccumulator(sums.sums.get(conv) as Accumulator);
    if (total === null) return new Float32Array(conv.weight.shape.reduce((product, n) => product * n, 1));
    const unfolded = kernels.scale(total, conv.fold ?? 1);
    const hostOrder = kernels.weightToHost(unfolded);
    const values = kernels.read(hostOrder);
    kernels.free(total, unfolded, hostOrder);
    return values;
  }

  free(): void {
    for (const { sums } of this.#tasks)
      for (const accumulator of sums.values()) this.#context.kernels.freeAccumulator(accumulator);
  }

  #scores(conv: ConvParameters, total: Tensor | null): Float32Array {
    const { kernels } = this.#context;
    if (total === null) return new Float32Array(conv.weight.shape.reduce((product, n) => product * n, 1));
    const magnitude = kernels.abs(conv.weight);
    const product = kernels.mul(total, magnitude);
    const hostOrder = kernels.weightToHost(product);
    const scores = kernels.read(hostOrder);
    kernels.free(total, magnitude, product, hostOrder);
    return scores;
  }

  #addTask(
    sums: TaskSums,
    tape: BackboneTape,
    batch: Batch,
    dropout: DropoutCounters | null,
  ): TaskBatchResult {
    const { kernels, backward } = this.#context;
    const { task, parameters } = sums.head;
    const bits = dropout === null ? null : dropoutBits(dropout, task);
    const { prediction, tape: headTape } = headForward(this.#context, parameters, tape.feature, bits);
    const [, height, width] = prediction.shape as [number, number, number];
    const { loss, gradient, pixels } = taskLoss(
      task,
      this.#settings,
      kernels.read(prediction),
      height,
      width,
      batch,
    );
    const dprediction = kernels.upload(gradient, prediction.shape);
    kernels.free(prediction);
    const sink = this.#sink(sums);
    const narrow = backward === 'float32' ? dprediction : kernels.cast(dprediction, backward);
    if (narrow !== dprediction) kernels.free(dprediction);
    const dfeature = headBackward(this.#context, parameters, tape.feature, headTape, narrow, sink);
    backboneBackward(this.#context, this.#net.backbone, tape, dfeature, sink);
    return { task, loss, pixels };
  }

  #sink({ sums }: TaskSums): GradientSink {
    const { kernels } = this.#context;
    return {
      weight(conv, dw): void {
        const magnitude = kernels.abs(dw);
        kernels.accumulate(sums.get(conv) as Accumulator, magnitude);
        kernels.free(dw, magnitude);
      },
    };
  }
}
