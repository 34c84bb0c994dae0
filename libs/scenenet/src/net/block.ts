import type { Tensor } from '../kernels/kernels.js';
import { activation, releaseForward, type Activation, type PassContext } from './activation.js';
import {
  convNorm,
  convNormGrad,
  freeConvNormTape,
  normAgain,
  type ConvNormTape,
  type StatisticsSink,
} from './conv-norm.js';
import type { BackboneParameters, GradientSink } from './parameters.js';

/** Layer indices of one residual block; `shortcut` is null where the input is added as it is. */
export interface BlockPlan {
  readonly first: number;
  readonly second: number;
  readonly shortcut: number | null;
}

export interface BlockTape {
  readonly first: ConvNormTape;
  readonly second: ConvNormTape;
  readonly shortcut: ConvNormTape | null;
  /** Input of the block; owned by the activation it came from. */
  readonly x: Tensor;
  /** Output of the inner ReLU; null where the backward computes it again, which saves its memory for 1 % of the time. */
  readonly inner: Tensor | null;
  /** Output of the block. */
  readonly y: Tensor;
}

/** y = relu(shortcut(x) + norm(conv(relu(norm(conv(x)))))). `x` stays with the caller. */
export function block(
  context: PassContext,
  parameters: BackboneParameters,
  plan: BlockPlan,
  x: Activation,
  statistics?: StatisticsSink,
): { y: Activation; tape: BlockTape } {
  const { kernels } = context;
  const first = convNorm(context, parameters, plan.first, x, statistics);
  const inner = activation(context, kernels.relu(first.y));
  kernels.free(first.y);
  const second = convNorm(context, parameters, plan.second, inner, statistics);
  releaseForward(context, inner);
  const shortcut =
    plan.shortcut === null ? null : convNorm(context, parameters, plan.shortcut, x, statistics);
  const sum = kernels.add(shortcut?.y ?? x.forward, second.y);
  kernels.free(second.y);
  if (shortcut !== null) kernels.free(shortcut.y);
  const y = activation(context, kernels.relu(sum));
  kernels.free(sum);
  const tape = { first: first.tape, second: second.tape, shortcut: shortcut?.tape ?? null };
  return { y, tape: { ...tape, x: x.saved, inner: keepInner(context, inner.saved), y: y.saved } };
}

/** What float32 can give again to the bit is not kept. */
function keepInner({ kernels, backward }: PassContext, inner: Tensor): Tensor | null {
  if (backward !== 'float32') return inner;
  kernels.free(inner);
  return null;
}

function innerAgain(context: PassContext, parameters: BackboneParameters, first: ConvNormTape): Tensor {
  const normed = normAgain(context, parameters, first);
  const inner = context.kernels.relu(normed);
  context.kernels.free(normed);
  return inner;
}

/** Backward of `block`: takes `dy` over and returns dL/dx. */
export function blockGrad(
  context: PassContext,
  parameters: BackboneParameters,
  tape: BlockTape,
  dy: Tensor,
  sink: GradientSink,
): Tensor {
  const { kernels } = context;
  const dsum = kernels.reluGrad(dy, tape.y);
  kernels.free(dy);
  const inner = tape.inner ?? innerAgain(context, parameters, tape.first);
  const dinner = convNormGrad(context, parameters, tape.second, inner, kernels.share(dsum), sink) as Tensor;
  const dfirst = kernels.reluGrad(dinner, inner);
  kernels.free(dinner);
  if (inner !== tape.inner) kernels.free(inner);
  const dbranch = convNormGrad(context, parameters, tape.first, tape.x, dfirst, sink) as Tensor;
  const dshortcut =
    tape.shortcut === null
      ? dsum
      : (convNormGrad(context, parameters, tape.shortcut, tape.x, dsum, sink) as Tensor);
  const dx = kernels.add(dbranch, dshortcut);
  kernels.free(dbranch, dshortcut);
  return dx;
}

/** Frees all the block kept but its input and output, which are the neighbours' activations. */
export function freeBlockTape(context: PassContext, tape: BlockTape): void {
  freeConvNormTape(context, tape.first);
  freeConvNormTape(context, tape.second);
  if (tape.shortcut !== null) freeConvNormTape(context, tape.shortcut);
  if (tape.inner !== null) context.kernels.free(tape.inner);
}
