import type { Tensor } from '../kernels/kernels.js';
import type { ConvLayer } from '../net/layers.js';

/** Where a net's initial weights come from. */
export interface WeightSource {
  /** [height, width, in, out], float32, handed over. */
  weight(layer: ConvLayer): Tensor;
  /** [out]; asked for head layers only. */
  bias(layer: ConvLayer): Float32Array;
}
