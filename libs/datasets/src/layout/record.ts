import { TASK_LABEL, TASKS, type Dataset, type Label, type Task } from '@metasparse/scenenet';

/** The label files a sample can have; `depth_mask` is derived from the depth file. */
export type LabelFile = Exclude<Label, 'depth_mask'>;

/** All of them in head order of their tasks. */
export const LABEL_FILES: readonly LabelFile[] = TASKS.map((task) => TASK_LABEL[task]);

/** One sample as an index names it. */
export interface SampleRecord {
  /** Path of the image as the index spells it. */
  readonly id: string;
  /** Path of the image below the dataset's folder. */
  readonly image: string;
  /** Paths of the labels the sample has. */
  readonly labels: Readonly<Partial<Record<LabelFile, string>>>;
}

/** The ways in which a dataset lies on disk. */
export type Layout =
  'scenes' | 'nyuv2' | 'nyuv2-official' | 'cityscapes' | 'cityscapes-official' | 'taskonomy';

export const LAYOUT_DATASET: Readonly<Record<Layout, Dataset>> = {
  scenes: 'nyuv2',
  nyuv2: 'nyuv2',
  'nyuv2-official': 'nyuv2',
  cityscapes: 'cityscapes',
  'cityscapes-official': 'cityscapes',
  taskonomy: 'taskonomy',
};

/** What an index gives for one split. */
export interface SplitIndex {
  readonly records: readonly SampleRecord[];
  /** Sentences a user should see: numbers of a split that are not on disk, images without labels. */
  readonly notes: readonly string[];
}

/** Those of the tasks that at least one of the records has a label for, in the order given. */
export function labelledTasks<T extends Task>(
  tasks: readonly T[],
  records: readonly SampleRecord[],
): readonly T[] {
  return tasks.filter((task) => records.some(({ labels }) => labels[TASK_LABEL[task]] !== undefined));
}
