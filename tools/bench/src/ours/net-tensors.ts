import { normName, netLayers, type Kernels, type NetPlan, type WeightSource } from '@metasparse/scenenet';
import type { HostTensor } from '@metasparse/training';

/** Tensors of evaluation mode, by name: weights and biases of `source`, norms that leave the size of things as it is. */
export function netTensors(kernels: Kernels, plan: NetPlan, source: WeightSource): Map<string, HostTensor> {
  const { backbone, heads } = netLayers(plan);
  const tensors = new Map<string, HostTensor>();
  for (const layer of [...backbone, ...heads.flatMap(({ branches }) => branches.flat())]) {
    const device = source.weight(layer);
    const host = kernels.weightToHost(device);
    tensors.set(`${layer.name}.weight`, { shape: layer.shape, values: kernels.read(host) });
    kernels.free(device, host);
    const [channels] = layer.shape;
    const vector = (value: number): HostTensor => ({
      shape: [channels],
      values: new Float32Array(channels).fill(value),
    });
    if (layer.bias) {
      tensors.set(`${layer.name}.bias`, { shape: [channels], values: source.bias(layer) });
      continue;
    }
    const norm = normName(layer.name);
    for (const [part, value] of NORM) tensors.set(`${norm}.${part}`, vector(value));
  }
  return tensors;
}

const NORM = [
  ['weight', 1],
  ['bias', 0],
  ['running_mean', 0],
  ['running_var', 1],
] as const;
