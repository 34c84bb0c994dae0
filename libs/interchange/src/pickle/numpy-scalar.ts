import { broken } from '../refusal.js';
import { kindOf, PickleObject, PickleTuple, type PickleValue } from './values.js';

type Read = (view: DataView, littleEndian: boolean) => number | bigint | boolean;

const READERS: Readonly<Record<string, readonly [bytes: number, read: Read]>> = {
  f8: [8, (v, le) => v.getFloat64(0, le)],
  f4: [4, (v, le) => v.getFloat32(0, le)],
  i8: [8, (v, le) => v.getBigInt64(0, le)],
  i4: [4, (v, le) => v.getInt32(0, le)],
  i2: [2, (v, le) => v.getInt16(0, le)],
  i1: [1, (v) => v.getInt8(0)],
  u8: [8, (v, le) => v.getBigUint64(0, le)],
  u4: [4, (v, le) => v.getUint32(0, le)],
  u2: [2, (v, le) => v.getUint16(0, le)],
  u1: [1, (v) => v.getUint8(0)],
  b1: [1, (v) => v.getUint8(0) !== 0],
};

/** numpy.dtype of a plain number; its state tells the byte order. */
export class NumpyType extends PickleObject {
  readonly kind = 'a numpy dtype';
  #littleEndian = true;

  private constructor(readonly code: string) {
    super();
  }

  static of(file: string, args: readonly PickleValue[]): NumpyType {
    const [code] = args;
    if (typeof code !== 'string' || !Object.hasOwn(READERS, code))
      throw broken(
        file,
        `refused: numpy.dtype of ${typeof code === 'string' ? code.slice(0, 40) : 'no text'}`,
      );
    return new NumpyType(code);
  }

  /** (version, byte order, subtype, field names, fields, ...): only a plain type's state is taken. */
  override setState(state: PickleValue): boolean {
    if (!(state instanceof PickleTuple) || state.items.length < 5) return false;
    const [, order, subtype, names, fields] = state.items;
    if (subtype !== null || names !== null || fields !== null) return false;
    if (order !== '<' && order !== '>' && order !== '|' && order !== '=') return false;
    this.#littleEndian = order !== '>';
    return true;
  }

  read(bytes: Uint8Array): number | bigint | boolean | undefined {
    const [length, read] = READERS[this.code] as readonly [number, Read];
    if (bytes.length !== length) return undefined;
    return read(new DataView(bytes.buffer, bytes.byteOffset, length), this.#littleEndian);
  }
}

/** numpy's pickled number, as a plain one. */
export function numpyScalar(file: string, args: readonly PickleValue[]): number | bigint | boolean {
  const [type, bytes] = args;
  const value = type instanceof NumpyType && bytes instanceof Uint8Array ? type.read(bytes) : undefined;
  if (value === undefined)
    throw broken(
      file,
      `has a damaged pickle: a numpy number of ${args.map(kindOf).slice(0, 8).join(' and ')}`,
    );
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value;
}
