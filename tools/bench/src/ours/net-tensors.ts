import { netLayers, normName, type Kernels, type NetPlan, type WeightSource } from '@metasparse/scenenet';
import type { HostTensor, TensorSource } from '@metasparse/training';

const NORM = [
  ['weight', 1],
  ['bias', 0],
  ['running_mean', 0],
  ['running_var', 1],
] as const;

/** Tensors of evaluation mode, by name: weights and biases of `source`, norms that leave the size of things as it is. */
export function netTensors(kernels: Kernels, plan: NetPlan, source: WeightSource): Map<string, HostTensor> {
  const tensors = makers(kernels, plan, source);
  return new Map([...tensors].map(([name, make]) => [name, make()]));
}

/** The same, each tensor made when it is asked for. */
export function tensorMaker(kernels: Kernels, plan: NetPlan, source: WeightSource): TensorSource {
  const tensors = makers(kernels, plan, source);
  return { get: (name) => tensors.get(name)?.() };
}

function makers(kernels: Kernels, plan: NetPlan, source: WeightSource): Map<string, () => HostTensor> {
  const { backbone, heads } = netLayers(plan);
  const tensors = new Map<string, () => HostTensor>();
  for (const layer of [...backbone, ...heads.flatMap(({ branches }) => branches.flat())]) {
    const { name, shape, bias } = layer;
    const vector = (values: Float32Array): HostTensor => ({ shape: [shape[0]], values });
    tensors.set(`${name}.weight`, () => {
      const device = source.weight(layer);
      const host = kernels.weightToHost(device);
      const values = kernels.read(host);
      kernels.free(device, host);
      return { shape, values };
    });
    if (bias) tensors.set(`${name}.bias`, () => vector(source.bias(layer)));
    else
      for (const [part, value] of NORM)
        tensors.set(`${normName(name)}.${part}`, () => vector(new Float32Array(shape[0]).fill(value)));
  }
  return tensors;
}
