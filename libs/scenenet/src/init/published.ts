import type { Kernels, Tensor } from '../kernels/kernels.js';
import { weightCount } from '../net/layers.js';
import { counterKey, symmetric } from '../random/counter-hash.js';
import type { WeightSource } from './weight-source.js';

const WEIGHT = 4;
const BIAS = 5;
const BACKBONE_DEVIATION = 0.01;

/**
 * The initialisation a net is trained from (reference section 1): backbone convolutions normal(0, 0.01), head weights
 * and biases uniform in +-1/sqrt(fanIn) as PyTorch's default. Keyed by seed and layer, so a head draws the same
 * numbers whichever other tasks are chosen.
 */
export function publishedSource(kernels: Kernels, seed: number): WeightSource {
  return {
    weight(layer): Tensor {
      const [out, inChannels, kh, kw] = layer.shape;
      const key = counterKey(seed, WEIGHT, layer.stream);
      if (!layer.bias) {
        const standard = kernels.normal([key, layer.stream], [kh, kw, inChannels, out]);
        const weight = kernels.scale(standard, BACKBONE_DEVIATION);
        kernels.free(standard);
        return weight;
      }
      const bound = 1 / Math.sqrt(inChannels * kh * kw);
      const values = new Float32Array(weightCount(layer));
      for (let e = 0; e < values.length; e++) values[e] = bound * symmetric(key, e);
      const host = kernels.upload(values, layer.shape);
      const weight = kernels.weightToDevice(host);
      kernels.free(host);
      return weight;
    },
    bias({ shape: [out, inChannels, kh, kw], stream }): Float32Array {
      const bound = 1 / Math.sqrt(inChannels * kh * kw);
      const key = counterKey(seed, BIAS, stream);
      return Float32Array.from({ length: out }, (_, i) => bound * symmetric(key, i));
    },
  };
}
