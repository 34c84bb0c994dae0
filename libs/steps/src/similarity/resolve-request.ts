import { openDataset, type DatasetReader } from '@metasparse/datasets';
import { InvalidArgumentError } from '@metasparse/contracts';
import { TASKS, type Compat, type Dataset, type Task } from '@metasparse/scenenet';
import type { KeepRatioTable } from '@metasparse/sparsity';
import { requireBf16 } from '../machine/cpu-features.js';
import { fittingWorkers, workerBytes } from '../machine/fit.js';
import { netPlan } from './block-scorer.js';
import { checkSparsities } from './check-sparsities.js';
import { checkWidth } from './check-width.js';
import { defaultBlockBatches, type SimilarityRequest } from './request.js';

/** A similarity run as a user asks for it: what is absent takes the data set's or the machine's value. */
export interface SimilarityInput {
  readonly data: string;
  readonly out: string;
  readonly dataset?: Dataset | undefined;
  readonly tasks?: readonly Task[] | undefined;
  readonly batches: number;
  readonly batchSize?: number | undefined;
  readonly seeds: readonly number[];
  readonly sparsities: readonly number[];
  readonly crop?: number | undefined;
  readonly width: number;
  readonly split: string;
  readonly precision: 'fp32' | 'mixed';
  readonly dropout: boolean;
  readonly keepRatios: KeepRatioTable;
  readonly compat: Compat;
  readonly workers?: number | undefined;
  readonly threads: number;
  readonly blockBatches?: number | undefined;
}

export interface ResolvedRequest {
  readonly request: SimilarityRequest;
  readonly reader: DatasetReader;
}

/** Opens the data and fills in every default; throws the domain's errors for what cannot be done. */
export async function resolveRequest(input: SimilarityInput): Promise<ResolvedRequest> {
  const reader = await openDataset(input.data, { dataset: input.dataset ?? 'auto', split: input.split });
  const { config } = reader;
  const crop = input.crop ?? config.crop;
  const settings = {
    ...input,
    dataset: reader.dataset,
    tasks: resolveTasks(input.tasks, reader),
    batchSize: input.batchSize ?? (input.split === 'test' ? 1 : config.similarityBatch),
    crop,
    blockBatches: input.blockBatches ?? defaultBlockBatches(input.batches),
  };
  checkWidth(settings.width);
  checkSparsities(settings, netPlan(settings));
  if (settings.precision === 'mixed') requireBf16();
  const bytes = workerBytes(netPlan(settings), settings.batchSize, crop * crop);
  return { request: { ...settings, workers: input.workers ?? fittingWorkers(bytes, input.threads) }, reader };
}

/** Tasks in head order; asked-for ones must have labels. */
function resolveTasks(asked: readonly Task[] | undefined, reader: DatasetReader): readonly Task[] {
  const missing = (asked ?? []).filter((task) => !reader.tasks.includes(task));
  if (missing.length > 0)
    throw new InvalidArgumentError(
      `--tasks names ${missing.join(', ')}, but ${reader.source.name} (${reader.dataset}, split ${reader.split}) has labels for ${reader.tasks.join(', ')} only`,
      { file: reader.source.name, field: 'tasks', value: missing.join(','), bound: reader.tasks.join(', ') },
    );
  const tasks = TASKS.filter((task) => (asked ?? reader.tasks).includes(task));
  if (tasks.length >= 2) return tasks;
  throw new InvalidArgumentError(
    `similarity compares tasks: at least 2 are needed, ${asked === undefined ? `${reader.source.name} has labels for` : '--tasks names'} ${tasks.join(', ')} only`,
    { file: reader.source.name, field: 'tasks', value: tasks.join(','), bound: 'at least 2' },
  );
}
