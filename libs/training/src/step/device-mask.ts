import type { Kernels, Tensor } from '@metasparse/scenenet';
import { unpackMask, type BitMask } from '@metasparse/sparsity';

/** A mask over O,I,H,W as float32 on the device, [height, width, in, out]: `fold` where kept, 0 elsewhere. */
export function deviceMask(
  kernels: Kernels,
  shape: readonly [number, number, number, number],
  mask: BitMask,
  fold: number,
): Tensor {
  const values = new Float32Array(mask.length);
  unpackMask(mask).forEach((kept, i) => {
    values[i] = kept * fold;
  });
  const uploaded = kernels.upload(values, shape);
  const multiplier = kernels.weightToDevice(uploaded);
  kernels.free(uploaded);
  return multiplier;
}
