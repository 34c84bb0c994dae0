import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import { DATASET_CONFIGS, TASKS, type Dataset, type NetPlan, type Task } from '@metasparse/scenenet';
import { DATA_CRITERIA } from '@metasparse/training';
import { openNetFile } from '../exchange/net-file.js';
import { requireBf16 } from '../machine/cpu-features.js';
import { netPlan } from '../similarity/block-scorer.js';
import { checkWidth } from '../similarity/check-width.js';
import { dataDigest, inputDigests } from '../similarity/input-digests.js';
import type { PruneRequest } from './prune-request.js';

/** A pruning with every value given: what the compute process gets. */
export interface PruneJob extends PruneRequest {
  readonly dataset: Dataset;
  readonly plan: NetPlan;
  readonly batchSize: number;
  readonly crop: number;
  /** Of Taskonomy's segmentation loss; null elsewhere. */
  readonly classWeights: Float32Array | null;
  /** Of all data that is read; null for a criterion without data. */
  readonly dataDigest: string | null;
}

/** Opens what the request names, checks that it goes together, and fills in what is absent. */
export async function resolvePrune(request: PruneRequest): Promise<PruneJob> {
  checkSettings(request);
  const usesData = DATA_CRITERIA.has(request.criterion);
  const reader = request.data === undefined ? null : await openData(request, request.data);
  const dataset = reader?.dataset ?? namedDataset(request);
  const plan =
    request.from === undefined ? freshPlan(request, dataset, reader) : filePlan(request, request.from);
  checkHeads(request, plan, dataset);
  const read = usesData && reader !== null ? selectTasks(reader, planTasks(plan)) : null;
  const { similarityBatch, crop } = DATASET_CONFIGS[dataset];
  const filled = {
    ...request,
    dataset,
    plan,
    batchSize: request.batchSize ?? (request.split === 'test' ? 1 : similarityBatch),
    crop: request.crop ?? crop,
    classWeights: reader?.classWeights ?? null,
  };
  return { ...filled, dataDigest: read === null ? null : await digest(filled, read) };
}

/** Steps that `pruneStep` reports: passes over a batch, rounds of SynFlow for each task. */
export function plannedSteps({ criterion, batches, plan, rounds }: PruneJob): number {
  if (criterion === 'synflow') return rounds * plan.tasks.length;
  if (criterion === 'grasp') return 3 * batches * plan.tasks.length;
  return DATA_CRITERIA.has(criterion) ? batches : 0;
}

async function digest(job: Omit<PruneJob, 'dataDigest'>, reader: DatasetReader): Promise<string> {
  return dataDigest(reader, await inputDigests({ ...job, seeds: [job.seed] }, reader));
}

function checkSettings({
  method,
  criterion,
  data,
  from,
  width,
  precision,
  sparsityPercent,
}: PruneRequest): void {
  if (!(sparsityPercent > 0 && sparsityPercent < 100))
    throw wrong('sparsity', sparsityPercent, 'above 0 and below 100');
  if (method === 'disparse_pt' && from === undefined)
    throw missing('from', 'disparse_pt prunes a trained net: name its checkpoint');
  if (DATA_CRITERIA.has(criterion) && data === undefined)
    throw missing('data', `the criterion ${criterion} needs images: name the folder of the data set`);
  if (from !== undefined && width !== undefined)
    throw wrong('width', width, 'left out with --from: the net has its own widths');
  if (width !== undefined) checkWidth(width);
  if (precision === 'mixed') requireBf16();
}

function openData({ dataset, split }: PruneRequest, folder: string): Promise<DatasetReader> {
  return openDataset(folder, { dataset, split });
}

function namedDataset({ dataset }: PruneRequest): Dataset {
  if (dataset !== 'auto') return dataset;
  throw missing('dataset', 'without --data it says which heads and crop the net has');
}

function freshPlan(
  { tasks, width = 1 }: PruneRequest,
  dataset: Dataset,
  reader: DatasetReader | null,
): NetPlan {
  const { classes, tasks: all } = DATASET_CONFIGS[dataset];
  const asked = TASKS.filter((task) => (tasks ?? reader?.tasks ?? all).includes(task));
  const unknown = asked.find((task) => classes[task] === undefined);
  if (unknown !== undefined) throw wrong('tasks', unknown, `tasks of ${dataset}: ${all.join(', ')}`);
  return netPlan({ dataset, tasks: asked, width });
}

/** The plan of a dense net in a file. */
function filePlan({ tasks }: PruneRequest, from: string): NetPlan {
  const { plan, state, close } = openNetFile(from, tasks);
  close();
  if (state.masks.size === 0) return plan;
  throw new InvalidDataError(
    `${from}: is pruned already, it has masks on ${state.masks.size} tensors; --from has to be a dense net ` +
      '(metasparse export --format safetensors --form dense makes one)',
    { file: from, field: 'from' },
  );
}

/** Each head needs the classes of the data set. */
function checkHeads({ from }: PruneRequest, { tasks }: NetPlan, dataset: Dataset): void {
  const { classes } = DATASET_CONFIGS[dataset];
  for (const { task, classes: own } of tasks) {
    if (classes[task] !== own)
      throw new InvalidArgumentError(
        `${from}: its head for ${task} has ${own} classes, ${dataset} has ${classes[task] ?? 0}; choose data of the ` +
          'kind it was trained on',
        { file: from, field: 'data', value: own, bound: String(classes[task] ?? 0) },
      );
  }
}

function planTasks({ tasks }: NetPlan): readonly Task[] {
  return tasks.map(({ task }) => task);
}

function wrong(field: string, value: unknown, bound: string): InvalidArgumentError {
  return new InvalidArgumentError(`--${field} is ${String(value)}; it has to be ${bound}`, {
    field,
    value,
    bound,
  });
}

function missing(field: string, why: string): InvalidArgumentError {
  return new InvalidArgumentError(`--${field} is missing; ${why}`, { field });
}
