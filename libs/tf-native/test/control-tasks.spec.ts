import { describe, expect, it } from 'vitest';
import {
  CONTROL_LIKE,
  CONTROL_TASKS,
  DATASET_CONFIGS,
  TASK_LABEL,
  xavierSource,
  type Batch,
  type Label,
  type Task,
} from '@metasparse/scenenet';
import { Trainer } from '@metasparse/training';
import { kernels, random } from './finite-difference.js';
import { context, plan, settings, tinyBatch } from './tiny-training.js';

const { classes } = DATASET_CONFIGS.nyuv2;

/** The batch of `tinyBatch` with every control's label: that of the task it is like, if that is there. */
function batchWithControls(): Batch {
  const batch = tinyBatch(2);
  const samples = batch.samples.map((sample, i) => {
    const response = random(900 + i, [sample.height, sample.width], (v) => v);
    const own: Partial<Record<Label, Float32Array>> = {
      ...sample.labels,
      keypoint: response,
      edge: response,
    };
    const controls = CONTROL_TASKS.map((control) => [control, own[TASK_LABEL[CONTROL_LIKE[control]]]]);
    return { ...sample, labels: { ...own, ...(Object.fromEntries(controls) as typeof own) } };
  });
  return { ...batch, samples };
}

function firstLosses(tasks: readonly Task[]): ReadonlyMap<Task, number> {
  const heads = tasks.map((task) => ({ task, classes: classes[task] as number }));
  const trainer = new Trainer(context, { ...plan, tasks: heads }, settings, xavierSource(kernels, 3));
  try {
    const { losses } = trainer.step(batchWithControls());
    return new Map(losses.map(({ task, loss }) => [task, loss ?? NaN]));
  } finally {
    trainer.free();
  }
}

describe('a training step', () => {
  it('trains every control', () => {
    const losses = firstLosses(CONTROL_TASKS);
    expect([...losses.keys()]).toEqual(CONTROL_TASKS);
    for (const loss of losses.values()) expect(loss).toBeGreaterThan(0);
  });

  it('gives published tasks the same loss with controls beside them as without', () => {
    const alone = firstLosses(['seg', 'sn', 'depth']);
    const beside = firstLosses(['seg', 'sn', 'depth', 'depth_monotone', 'sn_rotated', 'noise']);
    for (const [task, loss] of alone) expect([task, beside.get(task)]).toEqual([task, loss]);
  });
});
