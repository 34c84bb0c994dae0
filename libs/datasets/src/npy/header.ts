import { InvalidDataError } from '@metasparse/contracts';
import { parseDictionary } from './dictionary.js';
import { DTYPE_OF_CODE, type NpyDtype } from './dtype.js';

/** What the header of an npy file says, with the place where its body starts. */
export interface NpyHeader {
  readonly dtype: NpyDtype;
  readonly bigEndian: boolean;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Byte offset of the first element. */
  readonly bodyOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** numpy itself refuses headers beyond 10,000 characters. */
const MAX_HEADER_BYTES = 65_536;

/**
 * Reads the header of an npy file of format 1.0, 2.0 or 3.0 (numpy.lib.format). The dictionary is parsed by a strict
 * grammar, nothing is evaluated.
 * @throws InvalidDataError when it is not npy, truncated, malformed, or of a type that holds no plain numbers.
 */
export function parseHeader(bytes: Uint8Array, file: string): NpyHeader {
  const { text, bodyOffset } = headerText(bytes, file);
  const fields = parseDictionary(text, file);
  return { ...parseDescr(fields.descr, file), ...fields, bodyOffset };
}

function headerText(bytes: Uint8Array, file: string): { text: string; bodyOffset: number } {
  if (bytes.length < 10 || MAGIC.some((byte, i) => bytes[i] !== byte)) {
    throw new InvalidDataError(`${file} is not an npy file: it does not start with \\x93NUMPY.`, { file });
  }
  const major = bytes[6] ?? 0;
  if (major < 1 || major > 3) {
    throw new InvalidDataError(`${file} is npy format ${String(major)}; formats 1, 2 and 3 can be read.`, {
      file,
      field: 'version',
      value: major,
    });
  }
  const start = major === 1 ? 10 : 12;
  if (bytes.length < start) throw truncated(file, start, bytes.length);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > MAX_HEADER_BYTES) {
    throw new InvalidDataError(
      `${file} claims an npy header of ${String(length)} bytes; at most ${String(MAX_HEADER_BYTES)} are read.`,
      { file, field: 'header', value: length },
    );
  }
  const bodyOffset = start + length;
  if (bytes.length < bodyOffset) throw truncated(file, bodyOffset, bytes.length);
  return { text: new TextDecoder('latin1').decode(bytes.subarray(start, bodyOffset)), bodyOffset };
}

function truncated(file: string, expected: number, actual: number): InvalidDataError {
  return new InvalidDataError(
    `${file} ends inside its npy header: expected at least ${String(expected)} bytes, has ${String(actual)}.`,
    { file, field: 'header', value: actual, bound: `>= ${String(expected)}`, hint: 'copy the file again' },
  );
}

function parseDescr(descr: string, file: string): { dtype: NpyDtype; bigEndian: boolean } {
  const match = /^([<>|=]?)(\?|[a-zA-Z]\d*)$/.exec(descr);
  const code = match?.[2] ?? '';
  const dtype = Object.hasOwn(DTYPE_OF_CODE, code) ? DTYPE_OF_CODE[code] : undefined;
  if (dtype === undefined) {
    const what = code.startsWith('O') ? 'Python objects' : 'no plain numbers';
    throw new InvalidDataError(
      `${file} holds ${what} (dtype ${JSON.stringify(descr)}); bool, int8 to int64, uint8 to uint64 and float16 to float64 can be read.`,
      { file, field: 'dtype', value: descr, hint: 'save it again as a numeric array' },
    );
  }
  return { dtype, bigEndian: match?.[1] === '>' };
}
