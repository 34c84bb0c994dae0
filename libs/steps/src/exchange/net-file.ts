import { checkNet, inferPlan, openNet, withTasks, type NetState } from '@metasparse/interchange';
import type { NetPlan, Task } from '@metasparse/scenenet';

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
 * @param check `checkRunnable` takes a compacted net as well
 */
export function openNetFile(path: string, tasks?: readonly Task[], check = checkNet): NetFile {
  const { state, notes, close } = openNet(path);
  try {
    const plan = inferPlan(path, state, tasks);
    check(path, state, plan);
    return { state: withTasks(state, plan), plan, notes, close };
  } catch (error) {
    close();
    throw error;
  }
}
