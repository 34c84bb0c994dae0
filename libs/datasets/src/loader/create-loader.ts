import { InvalidArgumentError } from '@metasparse/contracts';
import type { Compat } from '@metasparse/scenenet';
import { checkCrop } from '../augment/augment.js';
import { batchesOf } from '../order/batches.js';
import type { DatasetReader } from '../reader/open-dataset.js';
import { FileSource } from '../source/file-source.js';
import { BatchLoader } from './batch-loader.js';
import { loadSample, type SampleSetup } from './load-sample.js';
import { ThreadPool, type SampleMaker } from './thread-pool.js';

export interface LoaderOptions {
  readonly reader: DatasetReader;
  /** Indices of the batches to load, in the order in which they come out. */
  readonly batches: Iterable<number>;
  readonly batchSize: number;
  readonly seed: number;
  /** Side of the training crop; null: whole images, no augmentation (the original's test mode). */
  readonly crop: number | null;
  readonly compat: Compat;
  /** A new permutation in each epoch; by default with a crop and not without. */
  readonly shuffle?: boolean | undefined;
  /** Reading threads; 0 reads in this one. */
  readonly threads: number;
  /** Batches made ahead, 2 by default: bounds the memory. */
  readonly prefetch?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

const MAX_THREADS = 256;

/**
 * Starts loading. Which samples, draws and bits a batch holds depends on (seed, batch index, batch size) alone, not on
 * the threads. Read it to its end, or `close` it.
 * @throws InvalidArgumentError for a crop, thread count, batch size or prefetch out of bounds.
 */
export async function createLoader(options: LoaderOptions): Promise<BatchLoader> {
  const { reader, batches, batchSize, seed, crop, compat, threads, prefetch = 2, signal } = options;
  if (crop !== null) checkCrop(crop);
  requireWhole('batchSize', batchSize, 1, 4096);
  requireWhole('threads', threads, 0, MAX_THREADS);
  requireWhole('prefetch', prefetch, 0, 1024);
  const { dataset, plan, records } = reader;
  const setup: SampleSetup = { dataset, plan, compat, seed, crop };
  const slotsOf = batchesOf({
    seed,
    count: records.length,
    batchSize,
    shuffle: options.shuffle ?? crop !== null,
  });
  const maker = threads === 0 ? inThisThread(reader, setup) : await inThreads(reader, setup, threads);
  return new BatchLoader({ records, slotsOf, batches, prefetch, maker, signal });
}

function inThisThread({ source }: DatasetReader, setup: SampleSetup): SampleMaker {
  return {
    async make(record, slot) {
      const start = performance.now();
      const sample = await loadSample(source, setup, record, slot);
      return { sample, busyMs: performance.now() - start };
    },
    close: () => Promise.resolve(),
  };
}

function inThreads({ source }: DatasetReader, setup: SampleSetup, threads: number): Promise<SampleMaker> {
  if (!(source instanceof FileSource)) {
    throw new InvalidArgumentError(
      'Reading threads need a dataset in a folder; use 0 threads for other sources.',
      {
        field: 'threads',
        value: threads,
        bound: '0',
      },
    );
  }
  const followLinksOut = source.options.followLinksOut === true;
  return ThreadPool.start({ ...setup, root: source.name, followLinksOut }, threads);
}

function requireWhole(field: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  const bound = `${String(least)}..${String(most)}`;
  throw new InvalidArgumentError(`${field} is ${String(value)}; it must be a whole number in ${bound}.`, {
    field,
    value,
    bound,
  });
}
