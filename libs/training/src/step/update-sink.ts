import type {
  AdamStep,
  ConvParameters,
  GradientSink,
  Kernels,
  PassContext,
  Tensor,
} from '@metasparse/scenenet';
import { releaseConv, type TrainedConv, type TrainedNorm } from './trained-net.js';
import { assign, valueOf, type TrainedTensor } from './trained-tensor.js';

export interface UpdateSettings {
  readonly adam: AdamStep;
  /** Largest norm of all gradients together; null switches clipping off. */
  readonly clipNorm: number | null;
  /** Factor of the old average in the exponential moving average of the weights; null switches it off. */
  readonly averageDecay: number | null;
}

interface Pending {
  readonly tensor: TrainedTensor;
  readonly gradient: Tensor;
}

/** PyTorch's clip_grad_norm_ divides by norm + 1e-6. */
const CLIP_EPSILON = 1e-6;

/**
 * Steps every tensor as soon as its gradient is there and the backward is done with its weight, that is when the next
 * weight's gradient arrives: gradients never exist all at once. With clipping they have to, and are applied at `finish`.
 */
export class UpdateSink implements GradientSink {
  readonly #kernels: Kernels;
  readonly #settings: UpdateSettings;
  readonly #convs: ReadonlyMap<string, TrainedConv>;
  readonly #norms: readonly TrainedNorm[];
  /** Convolutions on the device whose gradient has not been delivered. */
  readonly #open: Set<ConvParameters>;
  readonly #held: Pending[] = [];
  #waiting: { conv: ConvParameters; dw: Tensor } | null = null;

  constructor(
    { kernels }: PassContext,
    settings: UpdateSettings,
    convs: ReadonlyMap<string, TrainedConv>,
    norms: readonly TrainedNorm[],
    open: Set<ConvParameters>,
  ) {
    this.#kernels = kernels;
    this.#settings = settings;
    this.#convs = convs;
    this.#norms = norms;
    this.#open = open;
  }

  weight(conv: ConvParameters, dw: Tensor): void {
    this.#flush();
    this.#waiting = { conv, dw };
  }

  bias(conv: ConvParameters, db: Tensor): void {
    const { bias } = this.#trained(conv);
    if (bias === null) throw new RangeError(`${conv.layer.name} has no bias`);
    this.#receive(bias, db);
  }

  norm(index: number, dgamma: Tensor, dbeta: Tensor): void {
    const norm = this.#norms[index] as TrainedNorm;
    this.#receive(norm.gamma, dgamma);
    this.#receive(norm.beta, dbeta);
  }

  /** Applies what is still waiting. Returns the norm of all gradients where clipping is on, else null. */
  finish(): number | null {
    this.#flush();
    const { clipNorm } = this.#settings;
    if (clipNorm === null) return null;
    const norm = this.#heldNorm();
    const factor = clipNorm / (norm + CLIP_EPSILON);
    for (const { tensor, gradient } of this.#held.splice(0))
      this.#apply(tensor, this.#scaled(gradient, factor));
    return norm;
  }

  /** Frees gradients that will not be applied. */
  discard(): void {
    if (this.#waiting !== null) this.#kernels.free(this.#waiting.dw);
    this.#waiting = null;
    this.#kernels.free(...this.#held.splice(0).map(({ gradient }) => gradient));
  }

  #trained({ layer }: ConvParameters): TrainedConv {
    const conv = this.#convs.get(layer.name);
    if (conv === undefined) throw new RangeError(`there is no trained layer ${layer.name}`);
    return conv;
  }

  #flush(): void {
    if (this.#waiting === null) return;
    const { conv, dw } = this.#waiting;
    this.#waiting = null;
    this.#open.delete(conv);
    releaseConv(this.#kernels, conv);
    const trained = this.#trained(conv);
    this.#receive(trained.weight, masked(this.#kernels, trained, dw));
  }

  #receive(tensor: TrainedTensor, gradient: Tensor): void {
    if (this.#settings.clipNorm === null) this.#apply(tensor, gradient);
    else this.#held.push({ tensor, gradient });
  }

  #apply(tensor: TrainedTensor, gradient: Tensor): void {
    const { value, first_moment: first, second_moment: second } = tensor.parts;
    this.#kernels.adam(value, first, second, gradient, this.#settings.adam);
    if (this.#settings.averageDecay !== null) average(this.#kernels, tensor, this.#settings.averageDecay);
  }

  #heldNorm(): number {
    let squares = 0;
    for (const { gradient } of this.#held) {
      const half = this.#kernels.halfSquareSum(gradient);
      squares += 2 * (this.#kernels.read(half)[0] as number);
      this.#kernels.free(half);
    }
    return Math.sqrt(squares);
  }

  #scaled(gradient: Tensor, factor: number): Tensor {
    if (!(factor < 1)) return gradient;
    const scaled = this.#kernels.scale(gradient, factor);
    this.#kernels.free(gradient);
    return scaled;
  }
}

/** dL/dw from dL/dw_eff, w_eff = w * mask * fold; takes `dw` over. */
function masked(kernels: Kernels, { mask, fold }: TrainedConv, dw: Tensor): Tensor {
  if (mask === null && fold === 1) return dw;
  const wide = dw.dtype === 'float32' || mask === null ? dw : kernels.cast(dw, 'float32');
  const gradient = mask === null ? kernels.scale(wide, fold) : kernels.mul(wide, mask.multiplier);
  kernels.free(wide);
  if (wide !== dw) kernels.free(dw);
  return gradient;
}

/** average = decay * average + (1 - decay) * value; the first value is taken as it is. */
function average(kernels: Kernels, tensor: TrainedTensor, decay: number): void {
  const value = valueOf(kernels, tensor);
  const old = kernels.readAccumulator(tensor.parts.average);
  if (old === null) {
    const copy = kernels.scale(value, 1);
    assign(kernels, tensor, 'average', copy);
    kernels.free(copy);
  } else {
    const kept = kernels.scale(old, decay);
    kernels.free(old);
    assign(kernels, tensor, 'average', kept);
    kernels.free(kept);
    kernels.addScaled(tensor.parts.average, value, 1 - decay);
  }
  kernels.free(value);
}
