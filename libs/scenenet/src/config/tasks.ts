/** The five dense tasks of the papers, in the order in which heads are numbered. */
export const PUBLISHED_TASKS = ['seg', 'sn', 'depth', 'keypoint', 'edge'] as const;
export type PublishedTask = (typeof PUBLISHED_TASKS)[number];

/**
 * Control tasks of procedural scenes, whose relation to the published tasks is known beforehand, and the published
 * task each is like: it has the same loss, metrics, classes, lambda, padding and form of label.
 * `depth_monotone` and `sn_rotated` hold what depth and sn hold; `*_shuffled` are labels of another image; `noise` has
 * nothing to do with any.
 */
export const CONTROL_LIKE = {
  depth_monotone: 'depth',
  sn_rotated: 'sn',
  seg_shuffled: 'seg',
  sn_shuffled: 'sn',
  depth_shuffled: 'depth',
  keypoint_shuffled: 'keypoint',
  edge_shuffled: 'edge',
  noise: 'edge',
} as const satisfies Readonly<Record<string, PublishedTask>>;
export type ControlTask = keyof typeof CONTROL_LIKE;
export const CONTROL_TASKS = Object.keys(CONTROL_LIKE) as readonly ControlTask[];

export type Task = PublishedTask | ControlTask;
/** All tasks in head order: the controls come behind, so that no number of a published task depends on them. */
export const TASKS: readonly [Task, ...Task[]] = [...PUBLISHED_TASKS, ...CONTROL_TASKS];

/** The published task that each task is like; a published one is like itself. */
export const TASK_LIKE: Readonly<Record<Task, PublishedTask>> = {
  seg: 'seg',
  sn: 'sn',
  depth: 'depth',
  keypoint: 'keypoint',
  edge: 'edge',
  ...CONTROL_LIKE,
};

/** Label maps of the published tasks; task `sn` reads the label `normal`, task `depth` also `depth_mask`. */
export type PublishedLabel = 'seg' | 'normal' | 'depth' | 'depth_mask' | 'keypoint' | 'edge';
/** A label map that a sample may carry; that of a control has the control's name. */
export type Label = PublishedLabel | ControlTask;

const PUBLISHED_LABEL = {
  seg: 'seg',
  sn: 'normal',
  depth: 'depth',
  keypoint: 'keypoint',
  edge: 'edge',
} as const satisfies Readonly<Record<PublishedTask, PublishedLabel>>;

/** The label each task is trained on. */
export const TASK_LABEL: Readonly<Record<Task, Exclude<Label, 'depth_mask'>>> = {
  ...PUBLISHED_LABEL,
  ...eachControl((control) => control),
};

/** The published label that each label is like. */
export const LABEL_LIKE: Readonly<Record<Label, PublishedLabel>> = {
  seg: 'seg',
  normal: 'normal',
  depth: 'depth',
  depth_mask: 'depth_mask',
  keypoint: 'keypoint',
  edge: 'edge',
  ...eachControl((_, like) => PUBLISHED_LABEL[like]),
};

const PUBLISHED_CHANNELS: Readonly<Record<PublishedLabel, number>> = {
  seg: 1,
  normal: 3,
  depth: 1,
  depth_mask: 1,
  keypoint: 1,
  edge: 1,
};

/** Channels of each label map as stored in a sample, [height, width, channels]. */
export const LABEL_CHANNELS: Readonly<Record<Label, number>> = {
  ...PUBLISHED_CHANNELS,
  ...eachControl((_, like) => PUBLISHED_CHANNELS[PUBLISHED_LABEL[like]]),
};

/** One value for each control, from its name and the task it is like. */
export function eachControl<T>(
  value: (control: ControlTask, like: PublishedTask) => T,
): Record<ControlTask, T> {
  const entries = CONTROL_TASKS.map((control) => [control, value(control, CONTROL_LIKE[control])]);
  return Object.fromEntries(entries) as Record<ControlTask, T>;
}

export function isTask(name: string): name is Task {
  return (TASKS as readonly string[]).includes(name);
}

/** Whether a task, or a label, is that of a control. */
export function isControl(name: Task | Label): name is ControlTask {
  return name in CONTROL_LIKE;
}
