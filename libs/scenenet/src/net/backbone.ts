import type { Tensor } from '../kernels/kernels.js';
import { activation, releaseForward, type Activation, type PassContext } from './activation.js';
import { block, blockGrad, freeBlockTape, type BlockPlan, type BlockTape } from './block.js';
import {
  convNorm,
  convNormGrad,
  freeConvNormTape,
  type ConvNormTape,
  type StatisticsSink,
} from './conv-norm.js';
import { BLOCKS_PER_SEGMENT } from './layers.js';
import type { BackboneParameters, GradientSink } from './parameters.js';

const FIRST_SHORTCUT = 33;

/** The sixteen blocks in order; the first of segments 1, 2, 3 has a shortcut convolution (layers 33, 34, 35). */
export const BLOCK_PLANS: readonly BlockPlan[] = BLOCKS_PER_SEGMENT.flatMap((blocks, s) =>
  Array.from({ length: blocks }, (_, b) => ({ s, b })),
).map(({ s, b }, i) => ({
  first: 1 + 2 * i,
  second: 2 + 2 * i,
  shortcut: s > 0 && b === 0 ? FIRST_SHORTCUT + s - 1 : null,
}));

/** One forward of the backbone, enough for any number of backward passes. */
export interface BackboneTape {
  readonly image: Activation;
  readonly stem: ConvNormTape;
  /** Output of the stem's ReLU, input of the pool. */
  readonly stemOutput: Tensor;
  readonly pooled: Tensor;
  readonly blocks: readonly BlockTape[];
  /** [batch, h/8, w/8, channel]: what the heads read. */
  readonly feature: Activation;
}

/** Forward in training mode; takes `image` [batch, h, w, 3] over. Free the result with `freeBackboneTape`. */
export function backboneForward(
  context: PassContext,
  parameters: BackboneParameters,
  image: Tensor,
  statistics?: StatisticsSink,
): BackboneTape {
  const { kernels } = context;
  const input = activation(context, image);
  const stem = convNorm(context, parameters, 0, input, statistics);
  const stemOutput = activation(context, kernels.relu(stem.y));
  kernels.free(stem.y);
  const pooled = activation(context, kernels.maxPool(stemOutput.forward));
  releaseForward(context, stemOutput);
  const blocks: BlockTape[] = [];
  let x = pooled;
  for (const plan of BLOCK_PLANS) {
    const { y, tape } = block(context, parameters, plan, x, statistics);
    releaseForward(context, x);
    blocks.push(tape);
    x = y;
  }
  return {
    image: input,
    stem: stem.tape,
    stemOutput: stemOutput.saved,
    pooled: pooled.saved,
    blocks,
    feature: x,
  };
}

/** Backward from dL/dfeature (taken over), in the type of the backward; the tape stays usable. */
export function backboneBackward(
  context: PassContext,
  parameters: BackboneParameters,
  tape: BackboneTape,
  dfeature: Tensor,
  sink: GradientSink,
): void {
  const { kernels } = context;
  let dy = dfeature;
  for (const blockTape of [...tape.blocks].reverse())
    dy = blockGrad(context, parameters, blockTape, dy, sink);
  const dpool = kernels.maxPoolGrad(tape.stemOutput, tape.pooled, dy);
  const dstem = kernels.reluGrad(dpool, tape.stemOutput);
  kernels.free(dy, dpool);
  convNormGrad(context, parameters, tape.stem, tape.image.saved, dstem, sink);
}

export function freeBackboneTape(context: PassContext, tape: BackboneTape): void {
  const { kernels } = context;
  freeConvNormTape(context, tape.stem);
  kernels.free(tape.image.saved, tape.stemOutput, tape.pooled);
  releaseForward(context, tape.image);
  for (const blockTape of tape.blocks) {
    freeBlockTape(context, blockTape);
    if (blockTape.y !== tape.feature.saved) kernels.free(blockTape.y);
  }
  kernels.free(tape.feature.saved);
  releaseForward(context, tape.feature);
}
