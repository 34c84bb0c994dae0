import { InvalidArgumentError } from '@metasparse/contracts';
import { isControl, TASK_LABEL, TASKS, type Task } from '@metasparse/scenenet';
import { CONTROL_COLUMNS } from '../layout/control-columns.js';
import type { SampleRecord } from '../layout/record.js';
import { recordAt, type DatasetReader } from './open-dataset.js';
import { readRaw } from './read-raw.js';

/**
 * The reader with no tasks and no labels but those asked for, in head order; without `asked` all of its published
 * tasks and no control.
 * @throws InvalidArgumentError for a task it has no label for, naming the option of make-scenes that gives a control.
 */
export function selectTasks(reader: DatasetReader, asked: readonly Task[] = reader.tasks): DatasetReader {
  const labelled = [...reader.tasks, ...reader.controls];
  const missing = asked.filter((task) => !labelled.includes(task));
  if (missing.length > 0) throw unlabelled(reader, missing, labelled);
  const tasks = TASKS.filter((task) => asked.includes(task));
  const records = reader.records.map((record) => narrowed(record, tasks));
  const { source, plan } = reader;
  const controls: DatasetReader['controls'] = [];
  return { ...reader, tasks, controls, records, readRaw: (i) => readRaw(source, recordAt(records, i), plan) };
}

function narrowed(record: SampleRecord, tasks: readonly Task[]): SampleRecord {
  const labels = tasks.flatMap((task) => {
    const path = record.labels[TASK_LABEL[task]];
    return path === undefined ? [] : [[TASK_LABEL[task], path] as const];
  });
  return { ...record, labels: Object.fromEntries(labels) };
}

function unlabelled(
  { source, dataset, split }: DatasetReader,
  missing: readonly Task[],
  labelled: readonly Task[],
): InvalidArgumentError {
  const bound = labelled.join(', ');
  const makers = new Set(missing.filter(isControl).map((task) => CONTROL_COLUMNS[task].madeBy));
  const hint =
    makers.size === 0
      ? undefined
      : `make scenes that have them: metasparse data make-scenes --controls ${[...makers].join(',')}`;
  return new InvalidArgumentError(
    `--tasks names ${missing.join(', ')}, but ${source.name} (${dataset}, split ${split}) has labels for ${bound} only`,
    { file: source.name, field: 'tasks', value: missing.join(','), bound, hint },
  );
}
