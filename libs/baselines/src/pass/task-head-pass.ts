import {
  dropoutBits,
  headBackward,
  headForward,
  taskLoss,
  type Activation,
  type Batch,
  type DropoutCounters,
  type HeadTape,
  type LossSettings,
  type PassContext,
  type TaskHead,
  type Tensor,
} from '@metasparse/scenenet';

/** A head's loss on a batch, and what its backward needs. */
export interface HeadPass {
  /** null without a labelled pixel. */
  readonly loss: number | null;
  readonly pixels: number;
  readonly gradient: Float32Array;
  readonly shape: readonly number[];
  readonly tape: HeadTape;
}

/** The loss of one task on the backbone's feature. Its tape is freed by `featureGradient` or `freeHeadPass`. */
export function headPass(
  context: PassContext,
  settings: LossSettings,
  { task, parameters }: TaskHead,
  feature: Activation,
  batch: Batch,
  dropout: DropoutCounters | null,
): HeadPass {
  const { kernels } = context;
  const bits = dropout === null ? null : dropoutBits(dropout, task);
  const { prediction, tape } = headForward(context, parameters, feature, bits);
  const { shape } = prediction;
  const [, height, width] = shape as [number, number, number];
  const values = kernels.read(prediction);
  kernels.free(prediction);
  const { loss, gradient, pixels } = taskLoss(task, settings, values, height, width, batch);
  return { loss: pixels === 0 ? null : loss, pixels, gradient, shape, tape };
}

/** dL/dfeature of a head's loss, in the type of the backward; frees the tape. */
export function featureGradient(
  context: PassContext,
  { parameters }: TaskHead,
  feature: Activation,
  { gradient, shape, tape }: HeadPass,
): Tensor {
  const { kernels, backward } = context;
  const wide = kernels.upload(gradient, shape);
  const narrow = backward === 'float32' ? wide : kernels.cast(wide, backward);
  if (narrow !== wide) kernels.free(wide);
  const weight = (_: unknown, dw: Tensor): void => {
    kernels.free(dw);
  };
  return headBackward(context, parameters, feature, tape, narrow, { weight });
}

export function freeHeadPass({ kernels }: PassContext, { tape }: HeadPass): void {
  for (const { hidden1, hidden2 } of tape.branches) kernels.free(hidden1, hidden2);
}
