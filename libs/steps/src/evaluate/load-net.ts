import { InvalidArgumentError } from '@metasparse/contracts';
import type { DatasetReader } from '@metasparse/datasets';
import { checkRunnable, inferPlan, openNet } from '@metasparse/interchange';
import type { Kernels, NetPlan, Task } from '@metasparse/scenenet';
import { EvaluationNet } from '@metasparse/training';
import { tensorSource } from '../exchange/host-tensors.js';

export interface LoadedNet {
  readonly net: EvaluationNet;
  /** Tasks with a head in the net and a label in the data. */
  readonly tasks: readonly Task[];
  readonly notes: readonly string[];
}

/**
 * Puts a net's file on the device, masks applied. Throws InvalidDataError for a file that is not such a net,
 * InvalidArgumentError where it does not go with the data.
 */
export function loadNet(
  kernels: Kernels,
  file: string,
  tasks: readonly Task[] | undefined,
  reader: DatasetReader,
): LoadedNet {
  const { state, notes, close } = openNet(file);
  try {
    const plan = inferPlan(file, state, tasks);
    checkRunnable(file, state, plan);
    const evaluated = commonTasks(file, plan, reader);
    return { net: new EvaluationNet(kernels, plan, tensorSource(state)), tasks: evaluated, notes };
  } finally {
    close();
  }
}

function commonTasks(file: string, plan: NetPlan, reader: DatasetReader): Task[] {
  const { config, dataset } = reader;
  const tasks: readonly Task[] = [...reader.tasks, ...reader.controls];
  const common = plan.tasks.filter(({ task }) => tasks.includes(task));
  if (common.length === 0)
    throw new InvalidArgumentError(
      `${file}: has heads for ${plan.tasks.map(({ task }) => task).join(', ')}, the data has labels for ` +
        `${tasks.join(', ')}; choose data with a label for one of the heads`,
      { file, field: 'data' },
    );
  for (const { task, classes } of common)
    if (classes !== config.classes[task])
      throw new InvalidArgumentError(
        `${file}: its head for ${task} has ${classes} classes, ${dataset} has ${config.classes[task] ?? 0}; ` +
          'choose data of the kind it was trained on',
        { file, field: 'data', value: classes, bound: String(config.classes[task] ?? 0) },
      );
  return common.map(({ task }) => task);
}
