import { DomainError } from '@metasparse/contracts';
import { openDataset, type DatasetReader } from '@metasparse/datasets';
import type { TrainingDefaults } from '@metasparse/training';

/** What the test loss is measured on, and when. */
export interface TestSplit {
  /** Iterations between two measurements; 0: none. */
  readonly every: number;
  readonly images: number;
  readonly notes: readonly string[];
}

/** Data without a test split are trained without a test loss, unless one is asked for: that is refused. */
export async function openTestSplit(
  asked: { readonly testEvery?: number | undefined; readonly testImages?: number | undefined },
  { source, dataset }: DatasetReader,
  defaults: TrainingDefaults,
): Promise<TestSplit> {
  const every = asked.testEvery ?? defaults.testEvery;
  if (every === 0) return { every: 0, images: 0, notes: [] };
  try {
    const reader = await openDataset(source.name, { dataset, split: 'test' });
    const images = Math.min(asked.testImages ?? reader.records.length, reader.records.length);
    return { every, images, notes: [] };
  } catch (error) {
    const absent = error instanceof DomainError && error.details.field === 'split';
    if (!absent || asked.testEvery !== undefined) throw error;
    return { every: 0, images: 0, notes: ['the data have no test split: no test loss is measured'] };
  }
}
