import {
  evaluateBackbone,
  evaluateHead,
  freeNet,
  imageTensor,
  netLayers,
  normName,
  taskLoss,
  type Batch,
  type ConvLayer,
  type ConvParameters,
  type Kernels,
  type LossSettings,
  type NetPlan,
  type NormStatistics,
  type SceneNet,
  type Task,
  type Tensor,
} from '@metasparse/scenenet';
import type { TensorSource } from '../compact/apply.js';
import type { TaskLossValue } from '../step/joint-gradients.js';

/** A task's output on a batch, [batch, height, width, classes], a eighth of the image's resolution. */
export interface Prediction {
  readonly task: Task;
  readonly shape: readonly [number, number, number, number];
  readonly values: Float32Array;
}

/**
 * A net in evaluation mode: running statistics, no dropout, masks applied to the weights. Widths are those of the
 * tensors, so a compacted net runs as well. Free it with `free`.
 */
export class EvaluationNet {
  readonly #kernels: Kernels;
  readonly #net: SceneNet;
  readonly #statistics: readonly NormStatistics[];

  /**
   * Asks for each tensor once, so that a source that reads a file holds only one at a time.
   * @throws RangeError for a tensor that is missing or does not follow the one before it.
   */
  constructor(kernels: Kernels, plan: NetPlan, tensors: TensorSource) {
    this.#kernels = kernels;
    const { backbone, heads } = netLayers(plan);
    const conv = (layer: ConvLayer): ConvParameters => uploadConv(kernels, layer, tensors);
    const vector = (name: string): Tensor => uploadVector(kernels, name, tensors);
    this.#net = {
      backbone: {
        convs: backbone.map(conv),
        norms: backbone.map(({ name }) => ({
          gamma: vector(`${normName(name)}.weight`),
          beta: vector(`${normName(name)}.bias`),
        })),
      },
      heads: heads.map(({ task, classes, branches }) => ({
        task,
        classes,
        parameters: { branches: branches.map(([a, b, c]) => [conv(a), conv(b), conv(c)] as const) },
      })),
    };
    this.#statistics = backbone.map(({ name }) => ({
      mean: vector(`${normName(name)}.running_mean`),
      variance: vector(`${normName(name)}.running_var`),
    }));
  }

  /** Each task's prediction in head order, one on the device at a time; images of any size. */
  *predict(batch: Batch): Generator<Prediction> {
    const image = imageTensor(this.#kernels, batch);
    const feature = evaluateBackbone(this.#kernels, this.#net.backbone, this.#statistics, image);
    try {
      for (const { task, parameters } of this.#net.heads) {
        const prediction = evaluateHead(this.#kernels, parameters, feature);
        const values = this.#kernels.read(prediction);
        this.#kernels.free(prediction);
        yield { task, shape: prediction.shape as Prediction['shape'], values };
      }
    } finally {
      this.#kernels.free(feature);
    }
  }

  /** Loss of every task on a batch, not weighted; null where it has no labelled pixel. */
  losses(batch: Batch, settings: LossSettings): TaskLossValue[] {
    return [...this.predict(batch)].map(({ task, shape: [, height, width], values }) => {
      const { loss, pixels } = taskLoss(task, settings, values, height, width, batch);
      return { task, loss: pixels === 0 ? null : loss, pixels };
    });
  }

  free(): void {
    freeNet({ kernels: this.#kernels, backward: 'float32' }, this.#net);
    for (const { mean, variance } of this.#statistics) this.#kernels.free(mean, variance);
  }
}

function uploadConv(kernels: Kernels, layer: ConvLayer, tensors: TensorSource): ConvParameters {
  const name = `${layer.name}.weight`;
  const tensor = tensors.get(name);
  if (tensor?.shape.length !== 4) throw new RangeError(`the net has no weight ${name} of four axes`);
  const shape = tensor.shape as ConvLayer['shape'];
  if (shape[2] !== layer.shape[2] || shape[3] !== layer.shape[3])
    throw new RangeError(
      `${name} has shape [${shape.join(', ')}], its kernel has to be ${layer.shape[2]} x ${layer.shape[3]}`,
    );
  const host = kernels.upload(tensor.values, shape);
  const weight = kernels.weightToDevice(host);
  kernels.free(host);
  const bias = layer.bias ? uploadVector(kernels, `${layer.name}.bias`, tensors) : null;
  return { layer: { ...layer, shape }, weight, bias };
}

function uploadVector(kernels: Kernels, name: string, tensors: TensorSource): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new RangeError(`the net has no tensor ${name}`);
  return kernels.upload(tensor.values, tensor.shape);
}
