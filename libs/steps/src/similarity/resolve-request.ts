import { openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import { InvalidArgumentError } from '@metasparse/contracts';
import type { Compat, Dataset, Task } from '@metasparse/scenenet';
import type { KeepRatioTable } from '@metasparse/sparsity';
import { requireBf16 } from '../machine/cpu-features.js';
import { fittingWorkers, workerBytes } from '../machine/fit.js';
import { netPlan } from './block-scorer.js';
import { checkSparsities } from './check-sparsities.js';
import { checkUntil } from './check-until.js';
import { checkWidth } from './check-width.js';
import {
  defaultBlockBatches,
  defaultResamples,
  type SimilarityRequest,
  type UntilStable,
} from './request.js';

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
  readonly resamples?: number | undefined;
  readonly keepBlocks?: boolean | undefined;
  readonly until?: UntilStable | undefined;
}

export interface ResolvedRequest {
  readonly request: SimilarityRequest;
  readonly reader: DatasetReader;
}

/** Opens the data and fills in every default; throws the domain's errors for what cannot be done. */
export async function resolveRequest(input: SimilarityInput): Promise<ResolvedRequest> {
  const opened = await openDataset(input.data, { dataset: input.dataset ?? 'auto', split: input.split });
  const reader = selectTasks(opened, input.tasks);
  refuseOne(input.tasks, reader);
  const { config } = reader;
  const crop = input.crop ?? config.crop;
  const settings = {
    ...input,
    dataset: reader.dataset,
    tasks: reader.tasks,
    batchSize: input.batchSize ?? (input.split === 'test' ? 1 : config.similarityBatch),
    crop,
    blockBatches: input.blockBatches ?? defaultBlock(input),
    resamples: input.resamples ?? defaultResamples(input.seeds.length),
    keepBlocks: input.keepBlocks ?? false,
    until: input.until ?? null,
  };
  checkUntil(settings);
  checkWidth(settings.width);
  checkSparsities(settings, netPlan(settings));
  if (settings.precision === 'mixed') requireBf16();
  const bytes = workerBytes(netPlan(settings), settings.batchSize, crop * crop);
  return { request: { ...settings, workers: input.workers ?? fittingWorkers(bytes, input.threads) }, reader };
}

/** Blocks that batches can be added to are whole: their length divides the number of batches. */
function defaultBlock({ batches, until }: SimilarityInput): number {
  const most = defaultBlockBatches(batches);
  if (until === undefined) return most;
  return Array.from({ length: most }, (_, i) => most - i).find((length) => batches % length === 0) ?? 1;
}

function refuseOne(asked: readonly Task[] | undefined, { source, tasks }: DatasetReader): void {
  if (tasks.length >= 2) return;
  throw new InvalidArgumentError(
    `similarity compares tasks: at least 2 are needed, ${asked === undefined ? `${source.name} has labels for` : '--tasks names'} ${tasks.join(', ')} only`,
    { file: source.name, field: 'tasks', value: tasks.join(','), bound: 'at least 2' },
  );
}
