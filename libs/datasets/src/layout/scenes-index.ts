import { CONTROL_TASKS } from '@metasparse/scenenet';
import { rowRecords, type Column } from './column-index.js';
import { CONTROL_COLUMNS } from './control-columns.js';
import { kindOf, malformed, parseObject, splitRows } from './index-file.js';
import type { SampleRecord } from './record.js';

/** The columns that are read; others are left alone. */
const COLUMNS: ReadonlyMap<string, Column> = new Map<string, Column>([
  ...(['image', 'seg', 'normal', 'depth', 'edge', 'keypoint'] as const).map((name) => [name, name] as const),
  ...CONTROL_TASKS.map((control) => [CONTROL_COLUMNS[control].column, control] as const),
]);

/**
 * Records of `scenes.json`: {"columns": [name, ...], "splits": {split: [[path, ...], ...]}, ...}, with the labels of
 * all controls it has.
 * @throws InvalidDataError for a malformed index; InvalidArgumentError for a split it does not have.
 */
export function scenesRecords(bytes: Uint8Array, file: string, split: string): readonly SampleRecord[] {
  const index = parseObject(bytes, file);
  const columns = columnNames(index['columns'], file).map((name) => COLUMNS.get(name) ?? 'other');
  return rowRecords(splitRows(splitsOf(index, file), file, split), file, split, columns);
}

/** The splits of `scenes.json`, in its order. */
export function scenesSplitNames(bytes: Uint8Array, file: string): readonly string[] {
  return Object.keys(splitsOf(parseObject(bytes, file), file));
}

function splitsOf(
  { splits }: Readonly<Record<string, unknown>>,
  file: string,
): Readonly<Record<string, unknown>> {
  if (typeof splits === 'object' && splits !== null && !Array.isArray(splits))
    return splits as Readonly<Record<string, unknown>>;
  throw malformed(file, `"splits" is ${kindOf(splits)}, not an object`);
}

function columnNames(columns: unknown, file: string): readonly string[] {
  if (!Array.isArray(columns)) throw malformed(file, `"columns" is ${kindOf(columns)}, not a list`);
  const names = columns.map((name: unknown, i) => {
    if (typeof name === 'string') return name;
    throw malformed(file, `columns[${String(i)}] is ${kindOf(name)}, not a name`);
  });
  const repeated = names.find((name, i) => names.indexOf(name) < i);
  if (repeated !== undefined) throw malformed(file, `columns has ${kindOf(repeated)} twice`);
  return names;
}
