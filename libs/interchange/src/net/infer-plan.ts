import { DATASET_CONFIGS, TASKS, isTask, type NetPlan, type Task, type Widths } from '@metasparse/scenenet';
import { broken, shownName } from '../refusal.js';
import { compactWidths } from './compact-widths.js';
import type { NetState } from './net-state.js';

const LAST_CONV = /^task(\d+)_fc1_c0\.conv3\.weight$/;

/** Widths and numbers of classes, as the shapes of a net's tensors tell them, or a compacted net's metadata; `file` is for messages. */
export function readWidths(file: string, { tensors, meta }: NetState): { widths: Widths; classes: number[] } {
  const outputs = (name: string): number => {
    const size = tensors.get(name)?.shape[0];
    if (size === undefined)
      throw broken(file, `is not a checkpoint of this net: it has no ${name}`, { field: name });
    return size;
  };
  const [a, b, c, d] = [0, 1, 2, 3].map((segment) => outputs(`backbone.blocks.${segment}.0.conv1.weight`));
  const heads = [...tensors.keys()].flatMap((name) => LAST_CONV.exec(name)?.[1] ?? []).length;
  const classes = Array.from({ length: heads }, (_, i) => outputs(`task${i + 1}_fc1_c0.conv3.weight`));
  if (heads === 0) throw broken(file, 'has no head: no tensor is named task1_fc1_c0.conv3.weight');
  const whole = compactWidths(file, meta);
  if (whole !== null) return { widths: whole, classes };
  return {
    widths: {
      backbone: [a as number, b as number, c as number, d as number],
      head: outputs('task1_fc1_c0.conv1.weight'),
    },
    classes,
  };
}

/** Under which a net's `meta` names the tasks of its heads, comma-separated. */
const TASKS_KEY = 'tasks';

/** The state with the tasks of its heads in its `meta`, so that nobody has to name them again. */
export function withTasks(state: NetState, { tasks }: NetPlan): NetState {
  return { ...state, meta: { ...state.meta, [TASKS_KEY]: tasks.map(({ task }) => task).join(',') } };
}

/**
 * The plan of a net. Which task a head is for: `tasks`, else what `withTasks` left in the file, else the published
 * combination with these numbers of classes (40, 3, 1 is NYUv2's seg, sn, depth). Throws InvalidDataError where that
 * is not enough.
 */
export function inferPlan(file: string, state: NetState, tasks?: readonly Task[]): NetPlan {
  const { widths, classes } = readWidths(file, state);
  const named = tasks ?? namedTasks(file, state) ?? publishedTasks(classes);
  if (named?.length !== classes.length)
    throw broken(
      file,
      `has ${classes.length} heads of ${classes.join(', ')} classes; name their tasks in this order, out of ${TASKS.join(', ')}`,
      { field: 'tasks', value: tasks, bound: `${classes.length} tasks` },
    );
  return { widths, tasks: named.map((task, i) => ({ task, classes: classes[i] as number })) };
}

function namedTasks(file: string, { meta }: NetState): readonly Task[] | undefined {
  const names = meta[TASKS_KEY]?.split(',');
  if (names === undefined || names.every(isTask)) return names;
  throw broken(
    file,
    `names the tasks ${names.map(shownName).join(', ')} in its metadata, known are ${TASKS.join(', ')}; name them`,
    { field: TASKS_KEY, value: names, bound: TASKS.join(', ') },
  );
}

function publishedTasks(classes: readonly number[]): readonly Task[] | undefined {
  for (const { tasks, classes: numbers } of Object.values(DATASET_CONFIGS)) {
    const first = tasks.slice(0, classes.length);
    if (first.length === classes.length && first.every((task, i) => numbers[task] === classes[i]))
      return first;
  }
  return undefined;
}
