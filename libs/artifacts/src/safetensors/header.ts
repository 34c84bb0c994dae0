import { InvalidDataError } from '@metasparse/contracts';

/** Element types this project writes and reads; the names are the format's own. */
export const ELEMENT_BYTES = { F32: 4, F64: 8, I32: 4, I64: 8, U8: 1, BOOL: 1, BF16: 2, F16: 2 } as const;
export type ElementType = keyof typeof ELEMENT_BYTES;

export interface TensorInfo {
  readonly name: string;
  readonly dtype: ElementType;
  readonly shape: readonly number[];
  /** First and one-past-last byte, counted from the end of the header. */
  readonly start: number;
  readonly end: number;
}

export interface Header {
  readonly tensors: readonly TensorInfo[];
  readonly metadata: Readonly<Record<string, string>>;
  /** Where the tensors' bytes begin in the file. */
  readonly dataStart: number;
}

/** Largest header accepted, as in the reference implementation. */
const MAX_HEADER = 100_000_000;
const METADATA_KEY = '__metadata__';

/** Bytes of the header's length field. */
export const LENGTH_BYTES = 8;

export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

export function tensorBytes(dtype: ElementType, shape: readonly number[]): number {
  return elementCount(shape) * ELEMENT_BYTES[dtype];
}

/** The length field and the JSON behind it, padded with spaces to a multiple of 8. */
export function encodeHeader(
  tensors: readonly TensorInfo[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = tensors.map(({ name, dtype, shape, start, end }) => [
    name,
    { dtype, shape, data_offsets: [start, end] },
  ]);
  const json = JSON.stringify({ [METADATA_KEY]: metadata, ...Object.fromEntries(entries) });
  const text = Buffer.from(json, 'utf8');
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(LENGTH_BYTES + padded, 0x20);
  bytes.writeBigUInt64LE(BigInt(padded), 0);
  text.copy(bytes, LENGTH_BYTES);
  return bytes;
}

/** Reads the length field. Throws InvalidDataError for a file that is too short or claims an absurd header. */
export function headerLength(file: string, prefix: Uint8Array, fileBytes: number): number {
  if (prefix.length < LENGTH_BYTES)
    throw broken(file, `has ${prefix.length} bytes, the length field needs 8`);
  const view = new DataView(prefix.buffer, prefix.byteOffset, LENGTH_BYTES);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER) || LENGTH_BYTES + Number(length) > fileBytes)
    throw broken(file, `claims a header of ${length} bytes in a file of ${fileBytes}`);
  return Number(length);
}

/** Parses and checks the JSON: every tensor inside the file, sizes that fit shapes, no gap and no overlap. */
export function decodeHeader(file: string, json: Uint8Array, fileBytes: number): Header {
  const dataStart = LENGTH_BYTES + json.length;
  const raw = parseObject(file, json);
  const metadata = stringRecord(file, raw[METADATA_KEY] ?? {});
  const tensors = Object.entries(raw)
    .filter(([name]) => name !== METADATA_KEY)
    .map(([name, entry]) => tensorInfo(file, name, entry))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const { name, start, end } of tensors) {
    if (start !== at)
      throw broken(file, `tensor ${JSON.stringify(name)} starts at byte ${start}, expected ${at}`);
    at = end;
  }
  if (dataStart + at !== fileBytes)
    throw broken(file, `holds ${fileBytes - dataStart} bytes of tensors, the header describes ${at}`);
  return { tensors, metadata, dataStart };
}

function parseObject(file: string, json: Uint8Array): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw broken(file, 'has a header that is not JSON', cause);
  }
  if (!isRecord(parsed)) throw broken(file, 'has a header that is not a JSON object');
  return parsed;
}

function tensorInfo(file: string, name: string, entry: unknown): TensorInfo {
  const where = `tensor ${JSON.stringify(name)}`;
  if (!isRecord(entry)) throw broken(file, `${where} is not described by an object`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (typeof dtype !== 'string' || !Object.hasOwn(ELEMENT_BYTES, dtype))
    throw broken(
      file,
      `${where} has dtype ${shown(dtype)}, known are ${Object.keys(ELEMENT_BYTES).join(', ')}`,
    );
  if (!isSizes(shape)) throw broken(file, `${where} has shape ${shown(shape)}, not a list of sizes`);
  if (!isSizes(offsets) || offsets.length !== 2)
    throw broken(file, `${where} has data_offsets ${shown(offsets)}, not two byte positions`);
  const [start, end] = offsets as [number, number];
  const expected = tensorBytes(dtype as ElementType, shape);
  if (end - start !== expected)
    throw broken(
      file,
      `${where} has ${end - start} bytes, ${dtype} of shape [${shape.join(', ')}] needs ${expected}`,
    );
  return { name, dtype: dtype as ElementType, shape, start, end };
}

/** Any JSON value in short: nesting may be deeper than the stack. */
function shown(value: unknown): string {
  if (Array.isArray(value))
    return `[${value
      .slice(0, 8)
      .map((entry: unknown) => (typeof entry === 'object' ? '...' : JSON.stringify(entry)))
      .join(', ')}]`;
  return typeof value === 'object' && value !== null ? '{...}' : String(value);
}

function stringRecord(file: string, value: unknown): Readonly<Record<string, string>> {
  if (!isRecord(value) || Object.values(value).some((entry) => typeof entry !== 'string'))
    throw broken(file, 'has metadata that is not a map of strings');
  return value as Readonly<Record<string, string>>;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((n) => Number.isSafeInteger(n) && (n as number) >= 0);
}

function broken(file: string, what: string, cause?: unknown): InvalidDataError {
  const shown = what.length > 300 ? `${what.slice(0, 300)}...` : what;
  return new InvalidDataError(`${file}: not a whole safetensors file: it ${shown}`, {
    file,
    hint: 'make the file again',
    cause,
  });
}
