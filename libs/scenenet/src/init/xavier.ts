import type { Kernels, Tensor } from '../kernels/kernels.js';
import type { ConvLayer } from '../net/layers.js';
import { counterKey, symmetric } from '../random/counter-hash.js';
import type { WeightSource } from './weight-source.js';

const WEIGHT = 1;
const BIAS = 2;

function fans({ shape: [out, inChannels, kh, kw] }: ConvLayer): { fanIn: number; fanOut: number } {
  return { fanIn: inChannels * kh * kw, fanOut: out * kh * kw };
}

/**
 * The draw on which saliencies are measured (reference section 3): weights xavier normal, standard deviation
 * sqrt(2 / (fanIn + fanOut)) with the kernel area in both fans; biases uniform in +-1/sqrt(fanIn). Keyed by seed and
 * layer, so a head draws the same numbers whichever other tasks are chosen.
 */
export function xavierSource(kernels: Kernels, seed: number): WeightSource {
  return {
    weight(layer): Tensor {
      const { fanIn, fanOut } = fans(layer);
      const [out, inChannels, kh, kw] = layer.shape;
      const key = [counterKey(seed, WEIGHT, layer.stream), layer.stream] as const;
      const standard = kernels.normal(key, [kh, kw, inChannels, out]);
      const weight = kernels.scale(standard, Math.sqrt(2 / (fanIn + fanOut)));
      kernels.free(standard);
      return weight;
    },
    bias(layer): Float32Array {
      const bound = 1 / Math.sqrt(fans(layer).fanIn);
      const key = counterKey(seed, BIAS, layer.stream);
      return Float32Array.from({ length: layer.shape[0] }, (_, i) => bound * symmetric(key, i));
    },
  };
}
