import type { Dataset } from '@metasparse/scenenet';
import type { Criterion } from '@metasparse/training';
import { metricKey } from '../compare/evaluation-part.js';
import {
  DISPARSE,
  DISPARSE_CONDITIONS,
  DISPARSE_METHODS,
  DISPARSE_TASKS,
  type DisparseMethod,
} from '../published/disparse-tables.js';
import { PRUNED_NET } from '../prune/prune-outcome.js';
import { trainingBudget, type PlanContext } from './budget.js';
import { dataNotes } from './data-state.js';
import { evaluateStep, pruneStep, stepId, trainStep, type PlannedNet } from './plan-steps.js';
import type { Plan, PlanStep, PlanTable } from './plan.js';

const SPARSITY = 90;
const ITERATIONS: Readonly<Record<Dataset, number>> = {
  nyuv2: 20_000,
  cityscapes: 20_000,
  taskonomy: 100_000,
};

interface Road {
  readonly name: string;
  readonly method: 'baseline' | 'disparse_static' | 'disparse_pt' | 'disparse_dynamic';
  /** null where nothing is pruned before. */
  readonly criterion: ((dataset: Dataset) => Criterion) | null;
}

/** How each published method is done here; null where it has no counterpart, and its row is published only. */
const ROADS: Readonly<Record<DisparseMethod, Road | null>> = {
  baseline: { name: 'baseline', method: 'baseline', criterion: null },
  LTH: null,
  SNIP: { name: 'snip', method: 'disparse_static', criterion: () => 'snip_joint' },
  Random: { name: 'random', method: 'disparse_static', criterion: () => 'random' },
  'DiSparse static': { name: 'static', method: 'disparse_static', criterion: () => 'snip' },
  RigL: null,
  'DiSparse dynamic': { name: 'dynamic', method: 'disparse_dynamic', criterion: null },
  IMP: null,
  'Random (pt)': { name: 'random-pt', method: 'disparse_pt', criterion: () => 'random' },
  'DiSparse pt': {
    name: 'pt',
    method: 'disparse_pt',
    criterion: (dataset) => (dataset === 'taskonomy' ? 'grad_w2' : 'l1'),
  },
};

/** DiSparse's table of one data set: dense, pruned before training, pruned after it, and dynamic nets at 90 %. */
export function disparsePlan(context: PlanContext): Plan {
  const { dataset } = context.data;
  const seeds = Array.from({ length: context.seeds }, (_, seed) => seed);
  const roads = DISPARSE_METHODS.map((method) => ROADS[method]).filter((road) => road !== null);
  const absent = DISPARSE_METHODS.filter((method) => ROADS[method] === null);
  return {
    schema: 'metasparse.plan/v1',
    name: `disparse-${dataset}`,
    title: `Reproduction of DiSparse's table on ${dataset}`,
    notes: [
      ...dataNotes(context.data),
      ...(context.rate === null ? [] : [context.rate.how]),
      `${absent.join(', ')} have no counterpart here: their rows are published values only`,
    ],
    steps: seeds.flatMap((seed) => roads.flatMap((road) => roadSteps(context, road, seed))),
    tables: [disparseTable(dataset, seeds)],
  };
}

function netOf({ name }: Road, dataset: Dataset, seed: number): PlannedNet {
  return { name, tasks: DISPARSE_TASKS[dataset], seed, compat: 'reference' };
}

function roadSteps(context: PlanContext, road: Road, seed: number): PlanStep[] {
  const { dataset } = context.data;
  const net = netOf(road, dataset, seed);
  const budget = trainingBudget(context, { iterations: ITERATIONS[dataset], batchSize: 16 });
  const { method, criterion } = road;
  if (method === 'baseline' || method === 'disparse_dynamic' || criterion === null) {
    const sparsity = method === 'baseline' ? null : SPARSITY;
    return [trainStep(context, net, budget, { method, from: null, sparsity }), evaluateStep(context, net)];
  }
  const dense = { step: `train-baseline-seed${seed}`, file: 'net.safetensors' };
  const how = { method, criterion: criterion(dataset), sparsity: SPARSITY };
  const from = { step: stepId('prune', net), file: PRUNED_NET };
  return [
    pruneStep(context, prunedBy(net, how.criterion), budget, {
      ...how,
      from: method === 'disparse_pt' ? dense : null,
    }),
    trainStep(context, net, budget, { method, from, sparsity: null }),
    evaluateStep(context, net),
  ];
}

/** The tuned keep ratios were found for DiSparse's own criteria; the others are pruned to the exact sparsity. */
function prunedBy(net: PlannedNet, criterion: Criterion): PlannedNet {
  return { ...net, compat: criterion === 'random' || criterion === 'snip_joint' ? 'correct' : 'reference' };
}

function disparseTable(dataset: Dataset, seeds: readonly number[]): PlanTable {
  const values = DISPARSE.filter((value) => value.dataset === dataset);
  const columnOf = ({ task, metric }: (typeof values)[number]): string => `${task} ${metric}`;
  return {
    title: `DiSparse on ${dataset}, ${SPARSITY} % sparsity`,
    conditions: DISPARSE_CONDITIONS[dataset],
    ordered: false,
    columns: [...new Set(values.map(columnOf))],
    rows: DISPARSE_METHODS.map((method) => {
      const road = ROADS[method];
      const steps = road === null ? [] : seeds.map((seed) => stepId('evaluate', netOf(road, dataset, seed)));
      return {
        name: method,
        cells: values
          .filter((value) => value.method === method)
          .map(({ task, metric, value, text, source }) => ({
            result: metricKey(task, metric, 'published'),
            steps,
            published: { value, text, source },
          })),
      };
    }),
  };
}
