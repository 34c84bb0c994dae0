import type { DType } from '@metasparse/scenenet';

/** TensorFlow's TF_DataType numbers of the types the kernels use. */
export const DATA_TYPE = {
  float32: 1,
  int32: 3,
  uint8: 4,
  int64: 9,
  bfloat16: 14,
  resource: 20,
} as const;

export function dataTypeName(code: number): DType {
  if (code === DATA_TYPE.float32) return 'float32';
  if (code === DATA_TYPE.bfloat16) return 'bfloat16';
  if (code === DATA_TYPE.int32) return 'int32';
  throw new Error(`a kernel returned a tensor of TensorFlow type ${code}, which no layer uses`);
}
