import type { Task } from '@metasparse/scenenet';
import { metricKey } from '../compare/evaluation-part.js';
import { similarityKey } from '../compare/similarity-part.js';
import { CO_TRAINING, CO_TRAINING_CONDITIONS } from '../published/co-training-tables.js';
import type { PublishedSimilarity } from '../published/published-value.js';
import {
  POSTER_SIMILARITIES,
  PUBLISHED_PAIRS,
  REPORT_SIMILARITIES,
  SIMILARITY_CONDITIONS,
} from '../published/similarity-tables.js';
import { estimatedSeconds, scoringWorkers, trainingBudget, type PlanContext } from './budget.js';
import { blockedBy, dataNotes } from './data-state.js';
import {
  cropFlags,
  dataFlags,
  evaluateStep,
  stepId,
  trainStep,
  widthText,
  type PlannedNet,
} from './plan-steps.js';
import { stepFolder, type Plan, type PlanStep, type PlanTable } from './plan.js';

const TASKS: readonly Task[] = ['seg', 'sn', 'depth'];

/** The report: Tables 1 and 2 from one similarity run a seed, Tables 3 to 5 from one training a pair and seed. */
export function reportPlan(context: PlanContext): Plan {
  const seeds = Array.from({ length: context.seeds }, (_, seed) => seed);
  const similarities = seeds.map((seed) => similarityStep(context, seed));
  const nets = PUBLISHED_PAIRS.flatMap((tasks) => seeds.map((seed) => pairNet(tasks, seed)));
  const budget = trainingBudget(context, { iterations: 5000, batchSize: 8 });
  const ids = similarities.map(({ id }) => id);
  return {
    schema: 'metasparse.plan/v1',
    name: 'report',
    title: "Reproduction of the report's tables on NYUv2",
    notes: [
      ...dataNotes(context.data),
      ...(context.rate === null ? [] : [context.rate.how]),
      'the rows of Tables 1-2 are not independent of each other, so the probability of an order is a guide only; CSS does not depend on the sparsity',
      'the report does not say which formula "Sparsity" is: its rows stand beside av_sparsity',
    ],
    steps: [
      ...similarities,
      ...nets.flatMap((net) => [
        trainStep(context, net, budget, { method: 'baseline', from: null, sparsity: null }),
        evaluateStep(context, net),
      ]),
    ],
    tables: [
      similarityTable('Tables 1 and 2: similarity', REPORT_SIMILARITIES, ids),
      similarityTable('Poster: similarity', POSTER_SIMILARITIES, ids),
      ...(['sn', 'seg', 'depth'] as const).map((task) => coTrainingTable(task, seeds)),
    ],
  };
}

function similarityStep(context: PlanContext, seed: number): PlanStep {
  const id = `similarity-seed${seed}`;
  const [batches, batchSize] = context.scale === 'full' ? [50, 8] : [5, 2];
  return {
    id,
    title: `similarity, seed ${seed}`,
    args: [
      ...['similarity', ...dataFlags(context), '--tasks', TASKS.join(','), '--width', widthText(context)],
      ...['--batches', String(batches), '--batch-size', String(batchSize), ...cropFlags(context)],
      ...['--seeds', '1', '--first-seed', String(seed), '--sparsities', '30,50,70,90'],
      // The published sparsity weights look at filter l of layer l, which a narrow net does not have.
      ...['--compat', context.scale === 'full' ? 'reference' : 'correct', '--out', stepFolder(id)],
    ],
    outputs: ['similarity.json', 'run.json'],
    needs: [],
    again: 'repeat',
    seconds: estimatedSeconds(context, TASKS, {
      kind: 'score',
      images: batches * batchSize,
      workers: scoringWorkers(context, TASKS, batchSize),
    }),
    blocked: blockedBy(context.data, ['train'], TASKS),
  };
}

/** Published cells in groups of one row: the three pairs of a weighting, metric and sparsity. */
function similarityTable(title: string, cells: readonly PublishedSimilarity[], steps: string[]): PlanTable {
  const names = [...new Set(cells.map(rowName))];
  return {
    title,
    conditions: SIMILARITY_CONDITIONS,
    ordered: true,
    columns: PUBLISHED_PAIRS.map((pair) => pair.join('/')),
    rows: names.map((name) => ({
      name,
      cells: cells
        .filter((cell) => rowName(cell) === name)
        .map(({ value, text, source, ...key }) => ({
          result: similarityKey(key),
          steps,
          published: { value, text, source },
        })),
    })),
  };
}

function rowName({ source, sparsity }: PublishedSimilarity): string {
  return `${source.split(', ').at(-1) ?? ''}, ${sparsity === 'mean' ? 'mean' : `${sparsity} %`}`;
}

function pairNet(tasks: readonly Task[], seed: number): PlannedNet {
  return { name: tasks.join('-'), tasks, seed, compat: 'reference' };
}

/** One task, trained with each of the two others. */
function coTrainingTable(task: Task, seeds: readonly number[]): PlanTable {
  const rows = CO_TRAINING.filter((cell) => cell.task === task);
  const pairs = PUBLISHED_PAIRS.filter((pair) => pair.includes(task));
  return {
    title: `Tables 3 to 5: ${task} trained with another task`,
    conditions: CO_TRAINING_CONDITIONS,
    ordered: false,
    columns: [...new Set(rows.map(({ metric }) => metric))],
    rows: pairs.map((pair) => ({
      name: `with ${pair.find((other) => other !== task) ?? ''}`,
      cells: rows
        .filter(({ trained }) => pair.every((one) => trained.includes(one)))
        .map(({ metric, value, text, source }) => ({
          result: metricKey(task, metric, 'published'),
          steps: seeds.map((seed) => stepId('evaluate', pairNet(pair, seed))),
          published: { value, text, source },
        })),
    })),
  };
}
