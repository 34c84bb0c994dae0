import {
  convsOf,
  type Accumulator,
  type Batch,
  type ConvParameters,
  type DropoutCounters,
  type LossSettings,
  type PassContext,
  type SceneNet,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import { jointGradients, jointHeads, type TaskLossValue } from '../step/joint-gradients.js';

/** A batch with the draw of its dropout; null for none. */
export interface ScoredBatch {
  readonly batch: Batch;
  readonly dropout: DropoutCounters | null;
}

/** Sums dL/dw, or |dL/dw|, of the joint loss over batches for every convolution of a net. Free it with `free`. */
export class GradientSums {
  readonly #context: PassContext;
  readonly #net: SceneNet;
  readonly #settings: LossSettings;
  readonly #lambdas: Readonly<Partial<Record<Task, number>>>;
  readonly #magnitude: boolean;
  readonly #sums: ReadonlyMap<string, Accumulator>;

  /** @param magnitude sums |dL/dw| of each batch instead of the gradient */
  constructor(
    context: PassContext,
    net: SceneNet,
    settings: LossSettings,
    lambdas: Readonly<Partial<Record<Task, number>>>,
    magnitude: boolean,
  ) {
    this.#context = context;
    this.#net = net;
    this.#settings = settings;
    this.#lambdas = lambdas;
    this.#magnitude = magnitude;
    this.#sums = new Map(
      netConvs(net).map(({ layer, weight }) => [layer.name, context.kernels.accumulator(weight.shape)]),
    );
  }

  addBatch({ batch, dropout }: ScoredBatch): TaskLossValue[] {
    const { kernels } = this.#context;
    const weight = (conv: ConvParameters, dw: Tensor): void => {
      const term = this.#magnitude ? kernels.abs(dw) : dw;
      kernels.accumulate(this.#sums.get(conv.layer.name) as Accumulator, term);
      kernels.free(dw, ...(term === dw ? [] : [term]));
    };
    const pass = {
      context: this.#context,
      settings: this.#settings,
      backbone: this.#net.backbone,
      heads: jointHeads(this.#net, this.#lambdas),
      sink: { weight },
    };
    return jointGradients(pass, batch, dropout);
  }

  /** The sum of one layer on the device, with respect to the weight as the forward sees it; the caller frees it. */
  layer(name: string): Tensor {
    const accumulator = this.#sums.get(name);
    const total = accumulator === undefined ? null : this.#context.kernels.readAccumulator(accumulator);
    if (total === null) throw new RangeError(`no gradient was added for layer ${name}`);
    return total;
  }

  free(): void {
    for (const accumulator of this.#sums.values()) this.#context.kernels.freeAccumulator(accumulator);
  }
}

/** The convolutions of a net: backbone, then heads in head order. */
export function netConvs({ backbone, heads }: SceneNet): ConvParameters[] {
  return [...backbone.convs, ...heads.flatMap(({ parameters }) => convsOf(parameters))];
}
