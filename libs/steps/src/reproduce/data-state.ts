import { resolve } from 'node:path';
import { DomainError } from '@metasparse/contracts';
import { openDataset } from '@metasparse/datasets';
import type { Dataset, Task } from '@metasparse/scenenet';

/** Published splits are larger; what has fewer training images is called a sample. */
const SAMPLE_BELOW = 500;

/** What a split of the user's data offers. */
export type SplitState =
  | { readonly images: number; readonly tasks: readonly Task[] }
  | { readonly images: 0; readonly reason: string };

/** What of a data set is at hand. */
export interface DataState {
  readonly dataset: Dataset;
  /** Absolute; null where no folder was named. */
  readonly folder: string | null;
  readonly train: SplitState;
  readonly test: SplitState;
}

/** Looks at the indexes of a folder; a split that cannot be opened has its reason, and nothing is thrown. */
export async function dataState(dataset: Dataset, folder: string | undefined): Promise<DataState> {
  if (folder === undefined) {
    const absent = {
      images: 0,
      reason: `needs the data set ${dataset}: name its folder with --data`,
    } as const;
    return { dataset, folder: null, train: absent, test: absent };
  }
  const split = (name: string): Promise<SplitState> => splitState(dataset, folder, name);
  return { dataset, folder: resolve(folder), train: await split('train'), test: await split('test') };
}

async function splitState(dataset: Dataset, folder: string, split: string): Promise<SplitState> {
  try {
    const { records, tasks } = await openDataset(folder, { dataset, split });
    return { images: records.length, tasks };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { images: 0, reason: error.message };
  }
}

/** Why a step on these tasks and splits cannot be run; null where it can. */
export function blockedBy(
  state: DataState,
  splits: readonly ('train' | 'test')[],
  tasks: readonly Task[],
): string | null {
  for (const name of splits) {
    const split = state[name];
    if ('reason' in split) return split.reason;
    const missing = tasks.filter((task) => !split.tasks.includes(task));
    if (missing.length > 0)
      return `${state.folder ?? ''}, split ${name}, has no labels for ${missing.join(', ')}`;
  }
  return null;
}

/** What a reader has to know of the data. */
export function dataNotes({ folder, train, test }: DataState): string[] {
  if (folder === null) return ['no data: every step waits for --data; published values only'];
  const notes = [`${folder}: ${train.images} training images, ${test.images} test images`];
  if (train.images > 0 && train.images < SAMPLE_BELOW)
    notes.push(
      `fewer than ${SAMPLE_BELOW} training images are a sample: every command runs, and its values are not comparable with the published ones`,
    );
  return notes;
}
