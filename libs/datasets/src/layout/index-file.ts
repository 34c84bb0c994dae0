import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';

/** The largest known index, Tiny-Taskonomy's, has about 100 MB. */
const MAX_INDEX_BYTES = 256 * 1024 * 1024;
const MAX_SAMPLES = 5_000_000;

/** One row of an index: a path, or null where the sample lacks the file. */
export type IndexRow = readonly (string | null)[];

/**
 * Parses `{split: [[path, ...], ...]}`, the form of all three published indices. Every split is looked at for its
 * name, the asked one for its rows.
 * @throws InvalidDataError when it is no such JSON or too large; InvalidArgumentError when the split is not in it.
 */
export function parseIndex(bytes: Uint8Array, file: string, split: string): readonly IndexRow[] {
  return splitRows(parseObject(bytes, file), file, split);
}

/** The rows of one split of a parsed index. */
export function splitRows(
  splits: Readonly<Record<string, unknown>>,
  file: string,
  split: string,
): readonly IndexRow[] {
  const names = Object.keys(splits);
  if (!Object.hasOwn(splits, split)) {
    const known = names.slice(0, 10).map((name) => JSON.stringify(name.slice(0, 40)));
    throw new InvalidArgumentError(
      `${file} has no split "${split}"; it has ${known.length === 0 ? 'none' : known.join(', ')}.`,
      { file, field: 'split', value: split, bound: known.join(' | ') },
    );
  }
  const rows: unknown = splits[split];
  if (!Array.isArray(rows)) throw malformed(file, `split "${split}" is not a list`);
  if (rows.length > MAX_SAMPLES) {
    throw malformed(
      file,
      `split "${split}" lists ${String(rows.length)} samples, more than ${String(MAX_SAMPLES)}`,
    );
  }
  return rows.map((row: unknown, i) => parseRow(row, `${split}[${String(i)}]`, file));
}

/** The names of the splits an index has. */
export function splitNames(bytes: Uint8Array, file: string): readonly string[] {
  return Object.keys(parseObject(bytes, file));
}

/** @throws InvalidDataError unless the bytes are UTF-8 JSON with an object on top. */
export function parseObject(bytes: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  if (bytes.length > MAX_INDEX_BYTES) {
    throw malformed(file, `it has ${String(bytes.length)} bytes, more than ${String(MAX_INDEX_BYTES)}`);
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.slice(0, 160) : 'unknown reason';
    throw malformed(file, `it is not JSON (${reason})`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(file, 'it is not an object of splits');
  }
  return value as Readonly<Record<string, unknown>>;
}

export function malformed(file: string, reason: string, cause?: unknown): InvalidDataError {
  return new InvalidDataError(`${file} cannot be used as an index: ${reason}.`, {
    file,
    bound: '{"train": [[image, labels...], ...], "test": [...]}',
    cause,
  });
}

function parseRow(row: unknown, at: string, file: string): IndexRow {
  if (!Array.isArray(row)) throw malformed(file, `${at} is not a list of paths`);
  return row.map((entry: unknown, column) => {
    if (entry === null || entry === '') return null;
    if (typeof entry === 'string') return entry;
    throw malformed(file, `${at}[${String(column)}] is ${kindOf(entry)}, neither a path nor null`);
  });
}

/** A value of a JSON file in words short enough for a message, whatever its depth or length. */
export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : String(value);
}
