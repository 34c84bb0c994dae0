import type { DType } from '@metasparse/scenenet';
import type { OpAttribute } from './binding.js';
import { DATA_TYPE } from './data-type.js';

const STRING = 0;
const INT = 1;
const FLOAT = 2;
const BOOL = 3;
const TYPE = 4;
const SHAPE = 5;

export const stringAttr = (name: string, value: string): OpAttribute => ({ name, type: STRING, value });
export const intAttr = (name: string, value: number | readonly number[]): OpAttribute => ({
  name,
  type: INT,
  value,
});
export const floatAttr = (name: string, value: number): OpAttribute => ({ name, type: FLOAT, value });
export const boolAttr = (name: string, value: boolean): OpAttribute => ({ name, type: BOOL, value });
export const shapeAttr = (name: string, value: readonly number[]): OpAttribute => ({
  name,
  type: SHAPE,
  value,
});
export const typeAttr = (name: string, dtype: DType | 'int64'): OpAttribute => ({
  name,
  type: TYPE,
  value: DATA_TYPE[dtype],
});
/** The type attribute of a uint8 input, which no layer's tensor has. */
export const byteAttr = (name: string): OpAttribute => ({ name, type: TYPE, value: DATA_TYPE.uint8 });
