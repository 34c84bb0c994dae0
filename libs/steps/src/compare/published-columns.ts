import { CO_TRAINING, CO_TRAINING_CONDITIONS } from '../published/co-training-tables.js';
import { DISPARSE, DISPARSE_CONDITIONS, type DisparseMethod } from '../published/disparse-tables.js';
import type { PublishedMetric, PublishedValue } from '../published/published-value.js';
import { REPORT_SIMILARITIES, SIMILARITY_CONDITIONS } from '../published/similarity-tables.js';
import { metricKey } from './evaluation-part.js';
import type { RunGroup } from './group-runs.js';
import type { ComparedRun, Setting } from './run-result.js';
import { similarityKey } from './similarity-part.js';

/** Published values that stand beside the results of runs. */
export interface PublishedColumn {
  readonly title: string;
  readonly conditions: string;
  /** By the name of the result. */
  readonly values: Readonly<Record<string, Pick<PublishedValue, 'value' | 'text' | 'source'>>>;
}

/** The published columns that fit at least one of the groups, in the order of the groups. */
export function publishedColumns(groups: readonly RunGroup[]): PublishedColumn[] {
  const all = groups.flatMap((group) => [
    ...similarityColumns(group),
    ...coTrainingColumns(group),
    ...disparseColumns(group),
  ]);
  return all.filter(({ title }, i) => all.findIndex((other) => other.title === title) === i);
}

function similarityColumns({ kinds, dataset }: RunGroup): PublishedColumn[] {
  if (dataset !== 'nyuv2' || !kinds.includes('similarity')) return [];
  const values = Object.fromEntries(REPORT_SIMILARITIES.map((value) => [similarityKey(value), value]));
  return [{ title: 'report, Tables 1-2', conditions: SIMILARITY_CONDITIONS, values }];
}

function coTrainingColumns({ kinds, dataset, tasks, settings }: RunGroup): PublishedColumn[] {
  if (!kinds.includes('evaluate') || dataset !== 'nyuv2' || methodOf(settings) !== 'baseline') return [];
  const same = (trained: readonly string[]): boolean =>
    trained.length === tasks.length && trained.every((task) => tasks.includes(task));
  const rows = CO_TRAINING.filter(({ trained }) => same(trained));
  if (rows.length === 0) return [];
  const title = `report, Tables 3-5, ${tasks.join(' + ')}`;
  return [{ title, conditions: CO_TRAINING_CONDITIONS, values: byKey(rows) }];
}

function disparseColumns({ kinds, dataset, settings }: RunGroup): PublishedColumn[] {
  const method = methodOf(settings);
  if (!kinds.includes('evaluate') || method === null) return [];
  const sparsity = method === 'baseline' ? 0 : sparsityOf(settings);
  const rows = DISPARSE.filter(
    (row) => row.dataset === dataset && row.method === method && row.sparsityPercent === sparsity,
  );
  const [first] = rows;
  if (first === undefined) return [];
  const title = `DiSparse, ${method}${sparsity === 0 ? '' : `, ${first.sparsityPercent} %`}`;
  return [{ title, conditions: DISPARSE_CONDITIONS[first.dataset], values: byKey(rows) }];
}

function byKey(rows: readonly PublishedMetric[]): PublishedColumn['values'] {
  return Object.fromEntries(rows.map((row) => [metricKey(row.task, row.metric, 'published'), row]));
}

function sparsityOf(settings: ComparedRun['settings']): Setting {
  return settings['train.sparsityPercent'] ?? settings['prune.sparsityPercent'] ?? null;
}

/** The publications' name of what made the net; null where that is none of theirs, or not known. */
function methodOf(settings: ComparedRun['settings']): DisparseMethod | null {
  const method = settings['prune.method'] ?? settings['train.method'];
  const criterion = settings['prune.criterion'];
  if (criterion === 'random') return method === 'disparse_pt' ? 'Random (pt)' : 'Random';
  if (criterion === 'snip_joint') return 'SNIP';
  if (method === 'baseline') return 'baseline';
  if (method === 'disparse_dynamic') return 'DiSparse dynamic';
  if (method === 'disparse_pt') return isOwn(criterion, 'grad_w2', 'l1') ? 'DiSparse pt' : null;
  if (method === 'disparse_static') return isOwn(criterion, 'snip') ? 'DiSparse static' : null;
  return null;
}

/** A training whose pruning is not at hand was pruned by the method's own criterion. */
function isOwn(criterion: Setting | undefined, ...own: readonly string[]): boolean {
  return criterion === undefined || own.includes(String(criterion));
}
