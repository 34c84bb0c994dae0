import type { Tensor } from '@metasparse/scenenet';
import { typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';

/** Standard normal numbers of Philox 4x32-10 under a 64-bit key, counter from zero. */
export function normal(executor: Executor, key: readonly [number, number], shape: readonly number[]): Tensor {
  const seed = executor.uploadInt32(Int32Array.from(key), [2]);
  const attributes = [typeAttr('dtype', 'float32'), typeAttr('Tseed', 'int32'), typeAttr('T', 'int32')];
  const drawn = executor.run('StatelessRandomNormal', attributes, [executor.intVector(shape), seed]);
  executor.free([seed]);
  return drawn;
}
