/** The five dense tasks, in the order in which heads are numbered. */
export const TASKS = ['seg', 'sn', 'depth', 'keypoint', 'edge'] as const;
export type Task = (typeof TASKS)[number];

/** A label map that a sample may carry; task `sn` reads the label `normal`, task `depth` also `depth_mask`. */
export type Label = 'seg' | 'normal' | 'depth' | 'depth_mask' | 'keypoint' | 'edge';

/** The label each task is trained on. */
export const TASK_LABEL: Readonly<Record<Task, Label>> = {
  seg: 'seg',
  sn: 'normal',
  depth: 'depth',
  keypoint: 'keypoint',
  edge: 'edge',
};

/** Channels of each label map as stored in a sample, [height, width, channels]. */
export const LABEL_CHANNELS: Readonly<Record<Label, number>> = {
  seg: 1,
  normal: 3,
  depth: 1,
  depth_mask: 1,
  keypoint: 1,
  edge: 1,
};

export function isTask(name: string): name is Task {
  return (TASKS as readonly string[]).includes(name);
}
