import { createLoader, openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import type { BatchStream, OpenBatches } from './block-scorer.js';
import type { ScoreSettings } from './score-settings.js';

/** Reading threads of one compute process. */
const READING_THREADS = 1;

/** The settings that decide what is read; without tasks, the published ones that have labels. */
export type BatchSettings = Pick<
  ScoreSettings,
  'data' | 'dataset' | 'split' | 'batchSize' | 'crop' | 'compat'
> & {
  readonly tasks?: ScoreSettings['tasks'] | undefined;
};

export interface BatchData {
  readonly classWeights: Float32Array | null;
  readonly open: OpenBatches;
}

/** Opens the run's data set for reading batches. */
export async function openBatches(settings: BatchSettings): Promise<BatchData> {
  const { data, dataset, split, tasks } = settings;
  const reader = selectTasks(await openDataset(data, { dataset, split }), tasks);
  return {
    classWeights: reader.classWeights ?? null,
    open: (seed, start) => openStream(reader, settings, seed, start),
  };
}

async function openStream(
  reader: DatasetReader,
  { batchSize, crop, split, compat }: BatchSettings,
  seed: number,
  start: number,
): Promise<BatchStream> {
  const loader = await createLoader({
    reader,
    batches: countFrom(start),
    batchSize,
    seed,
    crop: split === 'test' ? null : crop,
    compat,
    threads: READING_THREADS,
  });
  const batches = loader[Symbol.asyncIterator]();
  return {
    async next() {
      const asked = performance.now();
      const { value, done } = await batches.next();
      if (done === true) throw new RangeError('an endless stream of batches ended');
      return { batch: value.batch, idleMilliseconds: performance.now() - asked };
    },
    close: () => loader.close(),
  };
}

function* countFrom(start: number): Generator<number> {
  for (let batch = start; ; batch++) yield batch;
}
