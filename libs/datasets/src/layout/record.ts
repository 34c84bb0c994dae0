import { TASK_LABEL, TASKS, type Dataset, type Task } from '@metasparse/scenenet';

/** The label files a sample can have; `depth_mask` is derived from the depth file. */
export type LabelFile = 'seg' | 'normal' | 'depth' | 'keypoint' | 'edge';

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

/** The tasks at least one of the records has a label for, in head order. */
export function labelledTasks(records: readonly SampleRecord[]): readonly Task[] {
  return TASKS.filter((task) =>
    records.some((record) => {
      const label = TASK_LABEL[task];
      return label !== 'depth_mask' && record.labels[label] !== undefined;
    }),
  );
}
