import { InvalidArgumentError } from '@metasparse/contracts';
import { rowRecords, type Column } from './column-index.js';
import { kindOf, malformed, parseObject, splitRows } from './index-file.js';
import type { LabelFile, SampleRecord } from './record.js';

/** Which column of scenes.json a label is read from, where it is not the one of its own name. */
export type LabelColumns = Readonly<Partial<Record<LabelFile, string>>>;

type Kind = 'seg' | 'normal' | 'depth' | 'response';

/** What each label is like; a column can stand for any label of its kind. */
const LABEL_KIND: Readonly<Record<LabelFile, Kind>> = {
  seg: 'seg',
  normal: 'normal',
  depth: 'depth',
  edge: 'response',
  keypoint: 'response',
};

/** The known columns. `control_*` are labels whose relation to the true ones is known. */
export const COLUMN_KIND: Readonly<Record<string, Kind>> = {
  ...LABEL_KIND,
  control_monotone_depth: 'response',
  control_noise: 'response',
  control_rotated_normal: 'normal',
  ...Object.fromEntries(
    Object.entries(LABEL_KIND).map(([label, kind]) => [`control_shuffled_${label}`, kind]),
  ),
};

/**
 * Records of `scenes.json`: {"columns": [name, ...], "splits": {split: [[path, ...], ...]}, ...}. Each label is read
 * from the column of its name, or from the one that `chosen` gives; other columns are not used.
 * @throws InvalidDataError for a malformed index; InvalidArgumentError for a split or column it does not have, or a
 *   column that cannot stand for the label.
 */
export function scenesRecords(
  bytes: Uint8Array,
  file: string,
  split: string,
  chosen: LabelColumns = {},
): readonly SampleRecord[] {
  const index = parseObject(bytes, file);
  const names = columnNames(index['columns'], file);
  const columns = chosenColumns(names, chosen, file);
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

function chosenColumns(names: readonly string[], chosen: LabelColumns, file: string): readonly Column[] {
  const columns = new Map<string, Column>([['image', 'image']]);
  for (const label of Object.keys(LABEL_KIND) as LabelFile[]) {
    const name = chosen[label];
    if (name !== undefined) checkColumn(label, name, names, file);
    const taken = columns.get(name ?? label);
    if (taken !== undefined) throw refused(file, label, name ?? label, `already stands for ${taken}`);
    columns.set(name ?? label, label);
  }
  return names.map((name) => columns.get(name) ?? 'other');
}

function checkColumn(label: LabelFile, name: string, names: readonly string[], file: string): void {
  if (!names.includes(name)) throw refused(file, label, name, 'is not among its columns', names.join(', '));
  if (COLUMN_KIND[name] === LABEL_KIND[label]) return;
  const fitting = names.filter((other) => COLUMN_KIND[other] === LABEL_KIND[label]).join(', ');
  throw refused(file, label, name, 'holds another kind of label', fitting);
}

function refused(
  file: string,
  label: LabelFile,
  name: string,
  why: string,
  bound?: string,
): InvalidArgumentError {
  const hint = bound === undefined ? '' : `; it can be ${bound}`;
  return new InvalidArgumentError(
    `${label} cannot be read from ${kindOf(name)} of ${file}: the column ${why}${hint}.`,
    {
      file,
      field: `columns.${label}`,
      value: name,
      bound,
    },
  );
}
