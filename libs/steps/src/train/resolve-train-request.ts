import { sha256File } from '@metasparse/artifacts';
import { InvalidArgumentError } from '@metasparse/contracts';
import { openDataset, selectTasks, type DatasetReader } from '@metasparse/datasets';
import type { TrainMethod } from '@metasparse/report';
import type { Compat, Dataset, NetPlan, Task } from '@metasparse/scenenet';
import {
  TRAINING_DEFAULTS,
  type Decay,
  type DensityMethod,
  type Schedule,
  type TrainingDefaults,
} from '@metasparse/training';
import { requireBf16 } from '../machine/cpu-features.js';
import { netPlan } from '../similarity/block-scorer.js';
import { openTestSplit } from './open-test-split.js';
import { readStartNet, widthOf, type ReadStartNet } from './start-net.js';
import type { DynamicRequest, TrainRequest } from './train-request.js';

/** A training run as a user asks for it: what is absent takes the published value of the data set. */
export interface TrainInput {
  readonly method: TrainMethod;
  readonly data: string;
  readonly dataset?: Dataset | undefined;
  readonly tasks?: readonly Task[] | undefined;
  readonly from?: string | undefined;
  readonly sparsityPercent?: number | undefined;
  readonly allowDisconnected?: boolean | undefined;
  readonly iterations?: number | undefined;
  readonly width?: number | undefined;
  readonly batchSize?: number | undefined;
  readonly crop?: number | undefined;
  readonly seed?: number | undefined;
  readonly rate?: number | undefined;
  readonly schedule?: 'published' | 'cosine' | 'constant' | undefined;
  readonly warmUp?: number | undefined;
  readonly clipNorm?: number | undefined;
  readonly averageDecay?: number | undefined;
  /** By task. */
  readonly lambdas?: Readonly<Record<string, number>> | undefined;
  readonly precision?: 'fp32' | 'mixed' | undefined;
  readonly dropout?: boolean | undefined;
  readonly testEvery?: number | undefined;
  readonly testImages?: number | undefined;
  readonly logEvery?: number | undefined;
  readonly checkpointEvery?: number | undefined;
  readonly keepCheckpoints?: number | undefined;
  readonly densities?: DensityMethod | undefined;
  readonly grownWeights?: 'zero' | 'stale' | undefined;
  readonly updateEnd?: number | undefined;
  readonly updateInterval?: number | undefined;
  readonly dropRate?: number | undefined;
  readonly compat?: Compat | undefined;
  readonly threads?: number | undefined;
  readonly readers?: number | undefined;
}

export interface ResolvedTraining {
  readonly request: TrainRequest;
  readonly plan: NetPlan;
  readonly reader: DatasetReader;
  /** What a person should know of the choices. */
  readonly notes: readonly string[];
}

/** Share of the iterations after which masks stay, where the published number is more than there are (15000 of 20000). */
const END_SHARE = 0.75;
const DEFAULT_SPARSITY = 90;

/** Opens the data and the start net, fills in every default; throws the domain's errors for what cannot be done. */
export async function resolveTrainRequest(input: TrainInput): Promise<ResolvedTraining> {
  const opened = await openDataset(input.data, { dataset: input.dataset ?? 'auto', split: 'train' });
  const compat = input.compat ?? 'correct';
  const start = input.from === undefined ? null : readStartNet(input.from);
  const reader = selectTasks(opened, input.tasks ?? start?.plan.tasks.map(({ task }) => task));
  const { tasks } = reader;
  const defaults = TRAINING_DEFAULTS[reader.dataset];
  const width = input.width ?? (start === null ? 1 : widthOf(start));
  const plan = resolvePlan(reader.dataset, tasks, width);
  start?.requireNet(plan);
  const retrain = input.method === 'disparse_pt';
  const iterations = input.iterations ?? (retrain ? defaults.retrain.iterations : defaults.iterations);
  const test = await openTestSplit(input, reader, defaults);
  if (input.precision === 'mixed') requireBf16();
  const notes = [...reader.notes, ...test.notes];
  const request: TrainRequest = {
    method: input.method,
    data: input.data,
    dataset: reader.dataset,
    tasks,
    from:
      start === null
        ? null
        : { file: start.file, sha256: await sha256File(start.file), masked: start.masked },
    sparsityPercent: resolveSparsity(input, start),
    allowDisconnected: input.allowDisconnected ?? false,
    iterations,
    width,
    batchSize: input.batchSize ?? defaults.batchSize,
    crop: input.crop ?? reader.config.crop,
    seed: input.seed ?? 0,
    schedule: resolveSchedule(input, defaults, iterations),
    clipNorm: input.clipNorm ?? null,
    averageDecay: input.averageDecay ?? null,
    lambdas: resolveLambdas(input.lambdas, tasks, reader),
    precision: input.precision ?? 'fp32',
    dropout: input.dropout ?? true,
    testEvery: test.every,
    testImages: test.images,
    logEvery: input.logEvery ?? 10,
    dynamic: input.method === 'disparse_dynamic' ? resolveDynamic(input, defaults, iterations, notes) : null,
    compat,
    threads: input.threads ?? 1,
    readers: input.readers ?? 1,
    checkpointEvery: input.checkpointEvery ?? defaults.checkpointEvery,
    keepCheckpoints: input.keepCheckpoints ?? 2,
  };
  return { request, plan, reader, notes };
}

function resolvePlan(dataset: Dataset, tasks: readonly Task[], width: number): NetPlan {
  if ([1, 2, 4, 8, 16, 32].some((divisor) => width === 1 / divisor))
    return netPlan({ dataset, tasks, width });
  throw new InvalidArgumentError(`--width is ${width}; use 1, 1/2, 1/4, 1/8, 1/16 or 1/32`, {
    field: 'width',
    value: width,
    bound: '1, 1/2, ... 1/32',
  });
}

/** null where no mask is drawn or computed: a dense run, or one whose masks are in the file it begins with. */
function resolveSparsity(
  { method, sparsityPercent: asked }: TrainInput,
  start: ReadStartNet | null,
): number | null {
  const masked = start?.masked === true;
  if (method === 'baseline' || method === 'disparse_dynamic') refuseMasks(method, start);
  if (method === 'disparse_pt' && start === null)
    throw new InvalidArgumentError(
      '--method disparse_pt prunes a trained net: give its checkpoint with --from',
      { field: 'from', bound: 'a checkpoint' },
    );
  if (method === 'disparse_static' && start !== null && !masked)
    throw new InvalidArgumentError(
      `${start.file}: has no masks; disparse_static trains a pruned net: make one with metasparse prune, or leave ` +
        '--from away to prune first',
      { file: start.file, field: 'from', bound: 'a net with masks' },
    );
  if (asked !== undefined && (method === 'baseline' || masked))
    throw new InvalidArgumentError(
      masked
        ? `--sparsity ${asked} has no effect: the masks in ${start.file} stay; leave it away`
        : '--sparsity goes with a disparse method, not with baseline; leave it away',
      { field: 'sparsity', value: asked },
    );
  return method === 'baseline' || masked ? null : (asked ?? DEFAULT_SPARSITY);
}

function refuseMasks(method: TrainMethod, start: ReadStartNet | null): void {
  if (start?.masked !== true) return;
  throw new InvalidArgumentError(
    `${start.file}: has masks, and ${method} starts from a dense net; train it with --method disparse_static`,
    { file: start.file, field: 'from', bound: 'a net without masks' },
  );
}

/** The published learning rate and decay, those of the retraining after pruning for `disparse_pt`. */
function resolveSchedule(input: TrainInput, defaults: TrainingDefaults, iterations: number): Schedule {
  const published = input.method === 'disparse_pt' ? defaults.retrain.rate : defaults.schedule.rate;
  const decays: Readonly<Record<string, Decay>> = {
    published: defaults.schedule.decay,
    cosine: { kind: 'cosine', iterations },
    constant: { kind: 'constant' },
  };
  return {
    rate: input.rate ?? published,
    decay: decays[input.schedule ?? 'published'] as Decay,
    warmUp: input.warmUp ?? 0,
  };
}

function resolveLambdas(
  asked: TrainInput['lambdas'] = {},
  tasks: readonly Task[],
  { config }: DatasetReader,
): Partial<Record<Task, number>> {
  const odd = Object.keys(asked).find((task) => !tasks.some((known) => known === task));
  if (odd !== undefined)
    throw new InvalidArgumentError(
      `--lambdas names ${odd}, which is not trained; the tasks are ${tasks.join(', ')}`,
      {
        field: 'lambdas',
        value: odd,
        bound: tasks.join(', '),
      },
    );
  return Object.fromEntries(tasks.map((task) => [task, asked[task] ?? config.lambdas[task] ?? 1]));
}

function resolveDynamic(
  input: TrainInput,
  { dynamic }: TrainingDefaults,
  iterations: number,
  notes: string[],
): DynamicRequest {
  const shortened = input.updateEnd === undefined && dynamic.end > iterations;
  const end = shortened ? Math.round(END_SHARE * iterations) : (input.updateEnd ?? dynamic.end);
  if (shortened)
    notes.push(
      `the masks change until iteration ${end}: the published ${dynamic.end} is beyond --iterations ${iterations}`,
    );
  return {
    end,
    interval: input.updateInterval ?? dynamic.interval,
    dropRate: input.dropRate ?? dynamic.dropRate,
    densities: input.densities ?? 'erk',
    grownWeights: input.grownWeights ?? (input.compat === 'reference' ? 'stale' : 'zero'),
  };
}
