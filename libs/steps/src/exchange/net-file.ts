import { checkNet, inferPlan, openNet, type NetState } from '@metasparse/interchange';
import { InvalidDataError } from '@metasparse/contracts';
import { TASKS, isTask, type NetPlan, type Task } from '@metasparse/scenenet';

/** Under which a checkpoint's metadata names the tasks of its heads. */
const TASKS_KEY = 'tasks';

/** A net in an open file that is whole. */
export interface NetFile {
  readonly state: NetState;
  readonly plan: NetPlan;
  /** What a person should know of the file, one sentence each. */
  readonly notes: readonly string[];
  readonly close: () => void;
}

/**
 * Opens a net of either kind and checks it against its plan. Tasks of the heads: those given, else those the file
 * names, else the published combination with these numbers of classes. Throws NotFoundError or InvalidDataError.
 */
export function openNetFile(path: string, tasks?: readonly Task[]): NetFile {
  const { state, notes, close } = openNet(path);
  try {
    const plan = inferPlan(path, state, tasks ?? namedTasks(path, state));
    checkNet(path, state, plan);
    return { state: withTasks(state, plan), plan, notes, close };
  } catch (error) {
    close();
    throw error;
  }
}

/** The state with the tasks of its heads in its metadata, so that nobody has to name them again. */
export function withTasks(state: NetState, { tasks }: NetPlan): NetState {
  return { ...state, meta: { ...state.meta, [TASKS_KEY]: tasks.map(({ task }) => task).join(',') } };
}

function namedTasks(path: string, { meta }: NetState): Task[] | undefined {
  const names = meta[TASKS_KEY]?.split(',');
  if (names === undefined || names.every(isTask)) return names;
  throw new InvalidDataError(
    `${path}: names the tasks ${names.join(', ')} in its metadata, known are ${TASKS.join(', ')}; give them with --tasks`,
    { file: path, field: TASKS_KEY, value: names, bound: TASKS.join(', ') },
  );
}
