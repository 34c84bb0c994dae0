import {
  backboneBackward,
  backboneForward,
  dropoutBits,
  freeBackboneTape,
  headBackward,
  headForward,
  imageTensor,
  taskLoss,
  type BackboneParameters,
  type BackboneTape,
  type Batch,
  type DropoutCounters,
  type GradientSink,
  type HeadParameters,
  type HeadTape,
  type Kernels,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type StatisticsSink,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import { NonFiniteLossError } from './non-finite-loss.js';

/** A head that is on the device only while its task runs. */
export interface JointHead {
  readonly task: Task;
  /** Weight of the task's loss in the joint one. */
  readonly lambda: number;
  open(): HeadParameters;
  close(parameters: HeadParameters): void;
}

/** Everything one joint forward and backward depends on but the batch. */
export interface JointPass {
  readonly context: PassContext;
  readonly settings: LossSettings;
  readonly backbone: BackboneParameters;
  readonly heads: readonly JointHead[];
  readonly sink: GradientSink;
  readonly statistics?: StatisticsSink | undefined;
}

export interface TaskLossValue {
  readonly task: Task;
  /** Not weighted by lambda; null when the batch has no labelled pixel for the task, which then adds nothing. */
  readonly loss: number | null;
  readonly pixels: number;
}

/** The heads of a net that stays on the device. */
export function jointHeads(net: SceneNet, lambdas: Readonly<Partial<Record<Task, number>>>): JointHead[] {
  return net.heads.map(({ task, parameters }) => ({
    task,
    lambda: lambdas[task] ?? 1,
    open: () => parameters,
    close: () => undefined,
  }));
}

/**
 * Gradient of sum_t lambda_t loss_t: one forward of the backbone, the heads one at a time, the tasks' dL/dfeature
 * summed in head order in float32, one backward of the backbone. `dropout` null switches dropout off. Every weight's gradient
 * reaches the sink exactly once.
 * @throws NonFiniteLossError naming the task; whatever reached the sink before stays there.
 */
export function jointGradients(
  pass: JointPass,
  batch: Batch,
  dropout: DropoutCounters | null,
): TaskLossValue[] {
  const { context, backbone, sink, statistics } = pass;
  const { kernels } = context;
  const tape = backboneForward(context, backbone, imageTensor(kernels, batch), statistics);
  const dfeatures: Tensor[] = [];
  try {
    const losses = pass.heads.map((head) => headGradients(pass, head, tape, batch, dropout, dfeatures));
    const dfeature = sum(context, dfeatures.splice(0));
    backboneBackward(context, backbone, tape, dfeature, sink);
    return losses;
  } finally {
    kernels.free(...dfeatures);
    freeBackboneTape(context, tape);
  }
}

function headGradients(
  pass: JointPass,
  head: JointHead,
  tape: BackboneTape,
  batch: Batch,
  dropout: DropoutCounters | null,
  dfeatures: Tensor[],
): TaskLossValue {
  const { context, sink } = pass;
  const parameters = head.open();
  try {
    const bits = dropout === null ? null : dropoutBits(dropout, head.task);
    const forward = headForward(context, parameters, tape.feature, bits);
    const { value, gradient } = lossOf(pass, head, forward, batch);
    const dfeature = headBackward(context, parameters, tape.feature, forward.tape, gradient, sink);
    dfeatures.push(widened(context.kernels, dfeature));
    return value;
  } finally {
    head.close(parameters);
  }
}

/** Reads the prediction (and frees it); the gradient is lambda dL/dprediction in the type of the backward. */
function lossOf(
  { context: { kernels, backward }, settings }: JointPass,
  { task, lambda }: JointHead,
  { prediction, tape }: { prediction: Tensor; tape: HeadTape },
  batch: Batch,
): { value: TaskLossValue; gradient: Tensor } {
  const [, height, width] = prediction.shape as [number, number, number];
  const values = kernels.read(prediction);
  kernels.free(prediction);
  const { loss, gradient, pixels } = taskLoss(task, settings, values, height, width, batch);
  if (pixels > 0 && !Number.isFinite(loss)) {
    for (const { hidden1, hidden2 } of tape.branches) kernels.free(hidden1, hidden2);
    throw new NonFiniteLossError(task, loss);
  }
  for (let i = 0; i < gradient.length; i++) gradient[i] = lambda * (gradient[i] as number);
  const wide = kernels.upload(gradient, prediction.shape);
  const value = { task, loss: pixels === 0 ? null : loss, pixels };
  if (backward === 'float32') return { value, gradient: wide };
  const narrow = kernels.cast(wide, backward);
  kernels.free(wide);
  return { value, gradient: narrow };
}

function widened(kernels: Kernels, x: Tensor): Tensor {
  if (x.dtype === 'float32') return x;
  const wide = kernels.cast(x, 'float32');
  kernels.free(x);
  return wide;
}

/** Sum of the tasks' gradients in the type of the backward; takes them over. */
function sum({ kernels, backward }: PassContext, dfeatures: readonly Tensor[]): Tensor {
  const total = kernels.addN(dfeatures);
  kernels.free(...dfeatures);
  if (backward === 'float32') return total;
  const narrow = kernels.cast(total, backward);
  kernels.free(total);
  return narrow;
}
