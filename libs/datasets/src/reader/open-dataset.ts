import { NotFoundError } from '@metasparse/contracts';
import {
  CONTROL_TASKS,
  DATASET_CONFIGS,
  PUBLISHED_TASKS,
  type ControlTask,
  type Dataset,
  type DatasetConfig,
  type Task,
} from '@metasparse/scenenet';
import type { RawSample } from '../augment/raw-sample.js';
import { detectLayout } from '../layout/detect.js';
import { missingFiles, refuseMissing } from '../layout/missing-files.js';
import { indexName, readSplit } from '../layout/read-split.js';
import { labelledTasks, LAYOUT_DATASET, type Layout, type SampleRecord } from '../layout/record.js';
import type { ByteSource } from '../source/byte-source.js';
import { FileSource } from '../source/file-source.js';
import { readClassWeights } from './class-weights.js';
import type { OfficialResolution } from './read-cityscapes-official.js';
import { readRaw, type ReadPlan } from './read-raw.js';

export interface OpenOptions {
  /** Which dataset the folder must hold; `auto` (default) finds out. */
  readonly dataset?: Dataset | 'auto' | undefined;
  /** A split of the index; `train` and `test` in all published ones. */
  readonly split: string;
  /** NYUv2's official split lists; a split file wins over an index in the folder. */
  readonly splitFile?: string | undefined;
  /** Number in the name of official frame 1's files; without it 0 when there is a file 0000, else 1. */
  readonly firstFile?: 0 | 1 | undefined;
  /** Size of frames from Cityscapes' official folders; `published` (default) has 256 rows. */
  readonly resolution?: OfficialResolution | undefined;
  /** Follow symbolic links that lead out of the folder; off by default. */
  readonly followLinksOut?: boolean | undefined;
}

/** One split of a dataset, its files known to be there. */
export interface DatasetReader {
  readonly source: ByteSource;
  readonly dataset: Dataset;
  readonly plan: ReadPlan;
  readonly split: string;
  readonly config: DatasetConfig;
  readonly records: readonly SampleRecord[];
  /**
   * Tasks at least one sample has a label for, in head order: the published ones when it is opened, those chosen by
   * `selectTasks` afterwards.
   */
  readonly tasks: readonly Task[];
  /** Control tasks it has labels for besides. */
  readonly controls: readonly ControlTask[];
  /** Taskonomy's weight of each class in the segmentation loss; undefined where all weigh the same. */
  readonly classWeights: Float32Array | undefined;
  /** Sentences a user should see. */
  readonly notes: readonly string[];
  /** Reads, decodes and checks one sample. */
  readRaw(index: number): Promise<RawSample>;
}

/**
 * Opens one split of the dataset in a folder (or behind any `ByteSource`), finding out which of the five layouts it
 * has.
 * @throws NotFoundError for no folder, no dataset, absent files, an empty split; InvalidDataError for a malformed
 *   index; InvalidArgumentError for a split the index does not have.
 */
export async function openDataset(place: string | ByteSource, options: OpenOptions): Promise<DatasetReader> {
  const source =
    typeof place === 'string'
      ? new FileSource(place, { followLinksOut: options.followLinksOut === true })
      : place;
  const layout = await layoutOf(source, options);
  const index = indexName(source, layout, options);
  const { records, notes } = await readSplit(source, layout, options.split, options);
  if (records.length === 0) throw emptySplit(index, options.split, notes);
  refuseMissing(await missingFiles(source, records), index);
  const dataset = LAYOUT_DATASET[layout];
  const tasks = labelledTasks(PUBLISHED_TASKS, records);
  const plan: ReadPlan = { layout, resolution: options.resolution ?? 'published' };
  return {
    source,
    dataset,
    plan,
    split: options.split,
    config: DATASET_CONFIGS[dataset],
    records,
    tasks,
    controls: labelledTasks(CONTROL_TASKS, records),
    classWeights:
      dataset === 'taskonomy' && tasks.includes('seg') ? await readClassWeights(source) : undefined,
    notes,
    readRaw: (i) => readRaw(source, recordAt(records, i), plan),
  };
}

/** The bytes of a folder, or the source itself. */
export function openDatasetSource(
  place: string | ByteSource,
  { followLinksOut }: Pick<OpenOptions, 'followLinksOut'>,
): ByteSource {
  return typeof place === 'string'
    ? new FileSource(place, { followLinksOut: followLinksOut === true })
    : place;
}

/** The layout the options ask for, or the one that is there. */
export async function layoutOf(
  source: ByteSource,
  { dataset, splitFile }: Pick<OpenOptions, 'dataset' | 'splitFile'>,
): Promise<Layout> {
  const wanted = dataset === 'auto' ? undefined : dataset;
  if (splitFile !== undefined && (wanted === undefined || wanted === 'nyuv2')) return 'nyuv2-official';
  return detectLayout(source, wanted);
}

/** @throws RangeError when there is no such sample. */
export function recordAt(records: readonly SampleRecord[], index: number): SampleRecord {
  const record = records[index];
  if (record !== undefined) return record;
  throw new RangeError(`sample ${String(index)} asked, the split has ${String(records.length)}`);
}

function emptySplit(index: string, split: string, notes: readonly string[]): NotFoundError {
  const why = notes.length === 0 ? '' : `: ${notes.join('; ')}`;
  return new NotFoundError(`Split "${split}" of ${index} has no sample to read${why}.`, {
    file: index,
    field: 'split',
    value: split,
    hint: 'use another split, or check the folder',
  });
}
