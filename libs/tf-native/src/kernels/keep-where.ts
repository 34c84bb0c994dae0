import type { Tensor } from '@metasparse/scenenet';
import { byteAttr, intAttr, typeAttr } from '../attributes.js';
import type { Executor } from '../executor.js';
import { reshape } from './reshape.js';

/** Row b of the table: the eight bits of b, lowest first, as 0 and 1. */
function bitTable(): Float32Array {
  return Float32Array.from({ length: 256 * 8 }, (_, i) => ((i >> 3) >> (i & 7)) & 1);
}

/** x where its bit is 1, else 0; see `Kernels.keepWhere` for the order of the bits. */
export function keepWhere(executor: Executor, x: Tensor, bits: Uint8Array): Tensor {
  const elements = x.shape.reduce((product, n) => product * n, 1);
  if (elements % 8 !== 0) throw new RangeError(`keepWhere needs a multiple of 8 elements, got ${elements}`);
  if (bits.length * 8 < elements)
    throw new RangeError(`keepWhere needs ${elements} bits, got ${bits.length * 8}`);
  const table = executor.floatConstant('bit table', [256, 8], bitTable);
  const bytes = executor.uploadBytes(bits.subarray(0, elements / 8), [elements / 8]);
  const rows = executor.run('Cast', [byteAttr('SrcT'), typeAttr('DstT', 'int32')], [bytes]);
  executor.freeId(bytes);
  const attributes = [
    typeAttr('Tparams', 'float32'),
    typeAttr('Tindices', 'int32'),
    typeAttr('Taxis', 'int32'),
    intAttr('batch_dims', 0),
  ];
  const axis = executor.uploadInt32(Int32Array.of(0), []);
  const gathered = executor.run('GatherV2', attributes, [table, rows, axis]);
  const mask = reshape(executor, gathered, x.shape);
  const kept = executor.run('Mul', [typeAttr('T', x.dtype)], [x, mask]);
  executor.free([rows, axis, gathered, mask]);
  return kept;
}
