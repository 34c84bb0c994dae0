import {
  openResNet34,
  withTasks,
  writeCheckpoint,
  type NetState,
  type ResNetReport,
} from '@metasparse/interchange';
import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  TASKS,
  type Dataset,
  type NetPlan,
  type Task,
} from '@metasparse/scenenet';
import { InvalidArgumentError } from '@metasparse/contracts';
import { writingTo } from '../machine/output-file.js';
import { refuseSameFile } from './same-file.js';
import { startValues } from './start-values.js';

export interface ResNetRequest {
  /** torchvision's ResNet-34 checkpoint. */
  readonly file: string;
  readonly out: string;
  /** Whose heads the net gets. */
  readonly dataset: Dataset;
  /** Default: all of the data set. */
  readonly tasks?: readonly Task[] | undefined;
  /** Of the draws for what the file does not have, the heads at least. */
  readonly seed: number;
  /** Turns the stem for B,G,R input that is not divided; default true. */
  readonly adaptInput?: boolean | undefined;
}

export interface ResNetImport {
  readonly plan: NetPlan;
  readonly report: ResNetReport;
}

/**
 * A full-width net for a data set: the backbone from torchvision's ImageNet weights where the shapes agree, all else
 * as training starts it. Throws NotFoundError, InvalidDataError for a file that is no ResNet, InvalidArgumentError
 * for tasks the data set does not have.
 *
 * Loads TensorFlow, which draws the start values as it does in training.
 */
export async function importResNet34(request: ResNetRequest): Promise<ResNetImport> {
  const { file, out, seed, adaptInput = true } = request;
  const plan = planOf(request);
  refuseSameFile(file, out);
  const theirs = openResNet34(file, plan, { adaptInput });
  try {
    const { openComputeDevice } = await import('../compute/open-compute-device.js');
    const start = startValues(openComputeDevice().kernels, plan, seed);
    const state: NetState = {
      ...start,
      tensors: new Map([...start.tensors, ...theirs.tensors]),
      counts: new Map([...start.counts, ...theirs.counts]),
    };
    await writingTo(out, () => writeCheckpoint(out, withTasks(state, plan)));
    return { plan, report: theirs.report };
  } finally {
    theirs.close();
  }
}

function planOf({ dataset, tasks }: ResNetRequest): NetPlan {
  const { classes, tasks: own } = DATASET_CONFIGS[dataset];
  const odd = tasks?.find((task) => classes[task] === undefined);
  if (odd !== undefined) {
    const bound = Object.keys(classes).join(', ');
    throw new InvalidArgumentError(`--tasks has ${odd}, ${dataset} has ${bound}`, {
      field: 'tasks',
      value: odd,
      bound,
    });
  }
  const chosen = TASKS.filter((task) => (tasks ?? own).includes(task));
  return {
    widths: FULL_WIDTHS,
    tasks: chosen.map((task) => ({ task, classes: classes[task] as number })),
  };
}
