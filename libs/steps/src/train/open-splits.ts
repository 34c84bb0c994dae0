import { openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import type { TrainRequest } from './train-request.js';

/** The two splits of a run, with the labels of its tasks alone. */
export interface Splits {
  readonly train: DatasetReader;
  /** null where no test loss is measured. */
  readonly test: DatasetReader | null;
}

export async function openSplits({
  data,
  dataset,
  tasks,
  testEvery,
}: Pick<TrainRequest, 'data' | 'dataset' | 'tasks' | 'testEvery'>): Promise<Splits> {
  const train = selectTasks(await openDataset(data, { dataset, split: 'train' }), tasks);
  if (testEvery === 0) return { train, test: null };
  const test = await openDataset(data, { dataset, split: 'test' });
  const labelled = [...test.tasks, ...test.controls];
  return {
    train,
    test: selectTasks(
      test,
      tasks.filter((task) => labelled.includes(task)),
    ),
  };
}
