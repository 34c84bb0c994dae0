import { CancelledError, DomainError } from '@metasparse/contracts';
import { DATASET_CONFIGS, LABEL_LIKE, type Dataset } from '@metasparse/scenenet';
import type { RawSample } from '../augment/raw-sample.js';
import { missingFiles } from '../layout/missing-files.js';
import { LABEL_FILES, type LabelFile, type SampleRecord, type SplitIndex } from '../layout/record.js';
import { sizeText } from '../reader/check-map.js';
import { readRaw, type ReadPlan } from '../reader/read-raw.js';
import type { ByteSource } from '../source/byte-source.js';
import type { OpenOptions } from '../reader/open-dataset.js';
import { kindOfError, type Problem, type Problems, type SplitReport } from './data-report.js';
import { labelledPixels, LabelTally, type LabelStatistics } from './label-statistics.js';

export interface CheckOptions extends Omit<OpenOptions, 'split'> {
  /** Splits to look at; all by default. */
  readonly splits?: readonly string[] | undefined;
  readonly onProgress?: ((progress: { split: string; done: number; total: number }) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface SplitWork extends Pick<CheckOptions, 'onProgress' | 'signal'> {
  readonly source: ByteSource;
  readonly dataset: Dataset;
  readonly plan: ReadPlan;
  readonly split: string;
  readonly index: SplitIndex;
  readonly problems: Problems;
}

/** Samples decoded at a time: decoding runs on the library's own threads. */
const AT_ONCE = 4;

/** Reads every sample of a split; problems go to `work.problems` in index order. */
export async function checkSplit(work: SplitWork): Promise<SplitReport> {
  const { index, split, source } = work;
  const missing = new Set(await missingOrNone(work));
  const sizes = new Map<string, number>();
  const tallies = new Map<LabelFile, LabelTally>();
  let usable = 0;
  for (let start = 0; start < index.records.length; start += AT_ONCE) {
    if (work.signal?.aborted === true) throw new CancelledError('Checking was stopped.');
    const found = await Promise.all(
      index.records
        .slice(start, start + AT_ONCE)
        .map((record) => readSample(source, work.plan, record, missing)),
    );
    for (const { sample, faults, record } of found) {
      for (const fault of faults) work.problems.add({ split, sample: record.id, ...fault });
      if (sample === undefined) continue;
      usable += faults.length === 0 ? 1 : 0;
      sizes.set(sizeText(sample), (sizes.get(sizeText(sample)) ?? 0) + 1);
      tallyLabels(work, sample, tallies);
    }
    work.onProgress?.({
      split,
      done: Math.min(start + AT_ONCE, index.records.length),
      total: index.records.length,
    });
  }
  noteSizes(work, sizes);
  const labels: Partial<Record<LabelFile, LabelStatistics>> = {};
  for (const label of LABEL_FILES) {
    const tally = tallies.get(label);
    if (tally !== undefined) labels[label] = tally.result();
  }
  return {
    split,
    samples: index.records.length,
    usable,
    sizes: Object.fromEntries(sizes),
    labels,
    notes: index.notes,
  };
}

/** A path that climbs out of the folder makes listing impossible; reading the sample will say so. */
async function missingOrNone({ source, index }: SplitWork): Promise<readonly string[]> {
  try {
    return await missingFiles(source, index.records);
  } catch (error) {
    if (error instanceof DomainError) return [];
    throw error;
  }
}

type Fault = Pick<Problem, 'kind' | 'reason'>;

interface Found {
  readonly record: SampleRecord;
  /** Image and the labels that can be used; undefined when the image cannot. */
  readonly sample: RawSample | undefined;
  readonly faults: readonly Fault[];
}

async function readSample(
  source: ByteSource,
  plan: ReadPlan,
  record: SampleRecord,
  missing: ReadonlySet<string>,
): Promise<Found> {
  const absent = [record.image, ...Object.values(record.labels)].filter((path) => missing.has(path));
  const faults: Fault[] = absent.map((path) => ({ kind: 'missing', reason: `${path} is not there` }));
  if (missing.has(record.image)) return { record, sample: undefined, faults };
  const there = Object.fromEntries(Object.entries(record.labels).filter(([, path]) => !missing.has(path)));
  const whole = await readOrFault(source, plan, { ...record, labels: there });
  if (!('kind' in whole)) return { record, sample: whole, faults };
  return onePerLabel(source, plan, { ...record, labels: there }, faults);
}

/** After a failure: the image alone, then each label alone, so that every fault is found and the rest is counted. */
async function onePerLabel(
  source: ByteSource,
  plan: ReadPlan,
  record: SampleRecord,
  faults: Fault[],
): Promise<Found> {
  const bare = await readOrFault(source, plan, { ...record, labels: {} });
  if ('kind' in bare) return { record, sample: undefined, faults: [...faults, bare] };
  let sample: RawSample = bare;
  for (const [label, path] of Object.entries(record.labels)) {
    const one = await readOrFault(source, plan, { ...record, labels: { [label]: path } });
    if ('kind' in one) faults.push(one);
    else sample = { ...sample, labels: { ...sample.labels, ...one.labels } };
  }
  return { record, sample, faults };
}

async function readOrFault(
  source: ByteSource,
  plan: ReadPlan,
  record: SampleRecord,
): Promise<RawSample | Fault> {
  try {
    return await readRaw(source, record, plan);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: kindOfError(error), reason: error.message };
  }
}

function tallyLabels(work: SplitWork, sample: RawSample, tallies: Map<LabelFile, LabelTally>): void {
  for (const label of LABEL_FILES) {
    const map = sample.labels[label];
    if (map === undefined) continue;
    const classes = LABEL_LIKE[label] === 'seg' ? (DATASET_CONFIGS[work.dataset].classes.seg ?? 0) : 0;
    const tally = tallies.get(label) ?? new LabelTally(classes);
    tallies.set(label, tally);
    if (tally.add(map, labelledPixels(work.dataset, label, sample)) > 0) continue;
    const reason = `${label} has no labelled pixel`;
    work.problems.add({ split: work.split, sample: sample.id, kind: 'odd', reason });
  }
}

function noteSizes({ split, problems }: SplitWork, sizes: ReadonlyMap<string, number>): void {
  if (sizes.size < 2) return;
  const text = [...sizes].map(([size, count]) => `${String(count)} of ${size}`).join(', ');
  problems.add({ split, sample: undefined, kind: 'odd', reason: `images have several sizes: ${text}` });
}
