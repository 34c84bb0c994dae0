import { netEntries, netTensor, type NetEntry, type NetState, type NetTensor } from '@metasparse/interchange';
import {
  netLayers,
  publishedSource,
  type ConvLayer,
  type Kernels,
  type NetPlan,
  type WeightSource,
} from '@metasparse/scenenet';

/**
 * A net as training starts it (reference section 1), each tensor drawn when it is read: convolutions as published for
 * this seed, batch norms 1 and 0 with running mean 0 and variance 1, counts 0.
 */
export function startValues(kernels: Kernels, plan: NetPlan, seed: number): NetState {
  const { backbone, heads } = netLayers(plan);
  const convs = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
  const byName = new Map(convs.map((layer) => [layer.name, layer]));
  const source = publishedSource(kernels, seed);
  const entries = netEntries(plan);
  const values = entries.filter(({ kind }) => kind !== 'count');
  const counts = entries.filter(({ kind }) => kind === 'count');
  return {
    tensors: new Map(values.map((entry) => [entry.name, valueOf(kernels, source, byName, entry)])),
    counts: new Map(counts.map(({ name }) => [name, 0])),
    masks: new Map(),
    meta: {},
  };
}

function valueOf(
  kernels: Kernels,
  source: WeightSource,
  layers: ReadonlyMap<string, ConvLayer>,
  { name, kind, shape }: NetEntry,
): NetTensor {
  const layer = layers.get(name.replace(/\.(weight|bias)$/, ''));
  if (layer === undefined || kind === 'norm') {
    const isOne = /\.(weight|running_var)$/.test(name);
    return netTensor(shape, new Float32Array(shape[0] ?? 1).fill(isOne ? 1 : 0));
  }
  return {
    shape,
    read: () => (kind === 'bias' ? source.bias(layer) : readWeight(kernels, source, layer)),
  };
}

/** The layer's draw as [out, in, height, width]. */
function readWeight(kernels: Kernels, source: WeightSource, layer: ConvLayer): Float32Array {
  const drawn = source.weight(layer);
  const host = kernels.weightToHost(drawn);
  const values = kernels.read(host);
  kernels.free(drawn, host);
  return values;
}
