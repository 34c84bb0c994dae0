import { CancelledError, DomainError } from '@metasparse/contracts';
import { layoutOf, openDatasetSource } from '../reader/open-dataset.js';
import { listSplits, readSplit } from '../layout/read-split.js';
import { LAYOUT_DATASET, type SplitIndex } from '../layout/record.js';
import { readClassWeights } from '../reader/class-weights.js';
import type { ReadPlan } from '../reader/read-raw.js';
import { checkSplit, type CheckOptions } from './check-split.js';
import { kindOfError, Problems, type DataReport, type SplitReport } from './data-report.js';

/**
 * Reads every file of a dataset and reports kind, counts, sizes, ranges and coverage of labels, and what is missing,
 * broken or odd. Goes on after errors in samples and splits.
 * @throws NotFoundError when the folder holds no dataset, InvalidDataError when its index is no JSON object.
 */
export async function checkDataset(folder: string, options: CheckOptions = {}): Promise<DataReport> {
  const source = openDatasetSource(folder, options);
  const layout = await layoutOf(source, options);
  const dataset = LAYOUT_DATASET[layout];
  const plan: ReadPlan = { layout, resolution: options.resolution ?? 'published' };
  const problems = new Problems();
  const splits: SplitReport[] = [];
  const images = new Map<string, string>();
  for (const split of options.splits ?? (await listSplits(source, layout, options))) {
    const index = await splitOrProblem(() => readSplit(source, layout, split, options), split, problems);
    if (index === undefined) continue;
    const { onProgress, signal } = options;
    splits.push(await checkSplit({ source, dataset, plan, split, index, problems, onProgress, signal }));
    noteSharedImages(split, index, images, problems);
  }
  if (dataset === 'taskonomy') await splitOrProblem(() => readClassWeights(source), 'all', problems);
  return { folder, dataset, layout, splits, problems: problems.list, counts: { ...problems.counts } };
}

async function splitOrProblem<T>(
  read: () => Promise<T>,
  split: string,
  problems: Problems,
): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DomainError) || error instanceof CancelledError) throw error;
    problems.add({ split, sample: undefined, kind: kindOfError(error), reason: error.message });
    return undefined;
  }
}

function noteSharedImages(
  split: string,
  { records }: SplitIndex,
  images: Map<string, string>,
  problems: Problems,
): void {
  const shared = records.filter(({ image }) => images.has(image));
  for (const { image } of records) images.set(image, images.get(image) ?? split);
  const [first] = shared;
  if (first === undefined) return;
  const reason = `${String(shared.length)} images are also in split "${images.get(first.image) ?? ''}" (${first.image}${shared.length > 1 ? ', …' : ''})`;
  problems.add({ split, sample: undefined, kind: 'odd', reason });
}
