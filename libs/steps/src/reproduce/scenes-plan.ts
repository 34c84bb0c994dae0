import { metricKey } from '../compare/evaluation-part.js';
import { cpuFeatures } from '../machine/cpu-features.js';
import { PRUNED_NET } from '../prune/prune-outcome.js';
import type { PlanContext } from './budget.js';
import { stepFolder, type Plan, type PlanCell, type PlanStep, type PlanTable } from './plan.js';

/** A way to a trained net that the table has a row for. */
interface Road {
  readonly name: string;
  readonly title: string;
  /** Flags of metasparse prune; absent where nothing is pruned before training. */
  readonly prune?: readonly string[];
  readonly train: readonly string[];
  readonly mixed?: true;
}

const pruned = (criterion: string, sparsity: string): Pick<Road, 'prune' | 'train'> => ({
  prune: ['--criterion', criterion, '--sparsity', sparsity],
  train: ['--method', 'disparse_static'],
});

const ROADS: readonly Road[] = [
  { name: 'dense', title: 'dense', train: ['--method', 'baseline'] },
  {
    name: 'mixed',
    title: 'dense, mixed precision',
    train: ['--method', 'baseline', '--precision', 'mixed'],
    mixed: true,
  },
  { name: 'static90', title: 'static 90 %', ...pruned('snip', '90') },
  { name: 'random90', title: 'random 90 %', ...pruned('random', '90') },
  {
    name: 'dynamic90',
    title: 'dynamic 90 %',
    train: ['--method', 'disparse_dynamic', '--sparsity', '90', '--update-interval', '10'],
  },
  { name: 'static98', title: 'static 98 %', ...pruned('snip', '98') },
  { name: 'random98', title: 'random 98 %', ...pruned('random', '98') },
];

const METRICS: readonly (readonly [task: string, metric: string])[] = [
  ['seg', 'mIoU, labelled classes'],
  ['seg', 'Pixel Acc'],
  ['sn', 'Angle Mean'],
  ['sn', 'Angle Median'],
  ['depth', 'abs_err'],
  ['depth', 'rel_err'],
];

/** What the plan depends on. */
export type ScenesContext = Pick<PlanContext, 'seeds' | 'scale'>;

const SCENES = 'scenes';
const DATA = ['--data', stepFolder(SCENES), '--dataset', 'nyuv2'];
const NET = ['--tasks', 'seg,sn,depth', '--batch-size', '4', '--crop', '128'];
const WIDTH = ['--width', '1/8'];
const THREADS = ['--threads', '1'];

/** Images, and steps of the optimiser. */
const SIZES = { full: { scenes: 200, iterations: 200 }, short: { scenes: 40, iterations: 60 } } as const;

/**
 * Whether training learns, on procedural scenes that the plan makes itself: dense, pruned before training by SNIP and at
 * random, and dynamic nets, beside the best constants of the training split.
 */
export function scenesPlan({ seeds, scale }: ScenesContext): Plan {
  const { scenes, iterations } = SIZES[scale];
  const numbers = Array.from({ length: seeds }, (_, seed) => seed);
  return {
    schema: 'metasparse.plan/v1',
    name: 'scenes',
    title: 'Learning on procedural scenes',
    notes: [
      `${scenes} scenes, a fifth for testing, a net of 1/8 width, ${iterations} iterations; no data set is needed`,
    ],
    steps: [
      makeScenes(scenes),
      ...numbers.flatMap((seed) => ROADS.flatMap((road) => roadSteps(road, seed, iterations))),
    ],
    tables: [learningTable(numbers)],
  };
}

function step(
  id: string,
  title: string,
  args: readonly string[],
  rest: Pick<PlanStep, 'outputs' | 'needs' | 'again' | 'blocked'>,
): PlanStep {
  return { id, title, args: [...args, '--out', stepFolder(id)], seconds: null, ...rest };
}

function makeScenes(count: number): PlanStep {
  const args = ['data', 'make-scenes', '--count', String(count), '--size', '120x160', '--seed', '1'];
  const rest = { outputs: ['scenes.json'], needs: [], again: 'clear' as const, blocked: null };
  return step(SCENES, `make ${count} scenes`, args, rest);
}

function roadSteps(road: Road, seed: number, iterations: number): PlanStep[] {
  const id = (verb: string): string => `${verb}-${road.name}-seed${seed}`;
  const title = `${road.title}, seed ${seed}`;
  const blocked =
    road.mixed === true && !cpuFeatures().bf16 ? 'needs a processor with bf16 instructions' : null;
  const drawn = ['--seed', String(seed), ...THREADS];
  const train = ['train', ...DATA, ...NET, ...road.train, ...drawn];
  const budget = ['--iterations', String(iterations), '--lr', '0.001', '--schedule', 'cosine'];
  const start = road.prune === undefined ? WIDTH : ['--from', `${stepFolder(id('prune'))}/${PRUNED_NET}`];
  const net = `${stepFolder(id('train'))}/net.safetensors`;
  const evaluate = ['evaluate', '--net', net, ...DATA, '--constant', 'train', '--sheet', '0', ...THREADS];
  return [
    ...(road.prune === undefined
      ? []
      : [
          step(
            id('prune'),
            `prune: ${title}`,
            [
              'prune',
              ...DATA,
              ...NET,
              ...WIDTH,
              ...road.prune,
              '--batches',
              '20',
              '--allow-disconnected',
              ...drawn,
            ],
            { outputs: [PRUNED_NET, 'prune.json'], needs: [SCENES], again: 'clear', blocked },
          ),
        ]),
    step(id('train'), `train: ${title}`, [...train, ...start, ...budget, '--test-every', '0'], {
      outputs: ['net.safetensors', 'train.json'],
      needs: [SCENES, ...(road.prune === undefined ? [] : [id('prune')])],
      again: 'resume',
      blocked,
    }),
    step(id('evaluate'), `evaluate: ${title}`, evaluate, {
      outputs: ['metrics.json'],
      needs: [id('train')],
      again: 'clear',
      blocked,
    }),
  ];
}

function learningTable(seeds: readonly number[]): PlanTable {
  const cells = (road: string, counting: 'corrected' | 'constant'): PlanCell[] =>
    METRICS.map(([task, metric]) => ({
      result: metricKey(task, metric, counting),
      steps: seeds.map((seed) => `evaluate-${road}-seed${seed}`),
      published: null,
    }));
  return {
    title: 'Metrics on whole test scenes',
    conditions: 'nothing of this is published',
    ordered: false,
    columns: METRICS.map(([task, metric]) => `${task} ${metric}`),
    rows: [
      { name: 'best constants', cells: cells('dense', 'constant') },
      ...ROADS.map(({ name, title }) => ({ name: title, cells: cells(name, 'corrected') })),
    ],
  };
}
