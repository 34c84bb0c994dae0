import {
  BASELINE_METRICS,
  TASK_SCORES,
  type BaselineRow,
  type BaselinesFile,
  type Passes,
  type TaskRow,
} from '@metasparse/baselines';
import { duration, grouped, MISSING } from '../answer/format.js';
import { pairLabel, taskTitle } from '../answer/names.js';
import { dataTable, type Cell } from '../page/data-table.js';
import type { Html } from '../page/html.js';
import { BASELINE_WORDS, measureTitle, METHOD_WORDS, SCORE_WORDS } from './baseline-names.js';

/** A row a metric, two a directed one; a column a pair. */
export function pairTable({ rows, tasks }: BaselinesFile): Html {
  const pairs = tasks.flatMap((a, i) => tasks.slice(i + 1).map((b) => [a, b] as const));
  const cells = (metric: string, back: boolean): Cell[] =>
    pairs.map(([a, b]) => {
      const [first, second] = back ? [b, a] : [a, b];
      return spread(
        rows.find((row) => row.metric === metric && row.pair[0] === first && row.pair[1] === second),
      );
    });
  const metrics = BASELINE_METRICS.filter((metric) => rows.some((row) => row.metric === metric));
  return dataTable({
    caption: 'Each pair of tasks under each metric',
    columns: ['Metric', ...pairs.map(pairLabel)],
    rows: metrics.flatMap((metric) => {
      const { title } = BASELINE_WORDS[metric];
      const directed = rows.some((row) => row.metric === metric && row.directed);
      if (!directed) return [[title, ...cells(metric, false)]];
      return [
        [`${title}, first to second`, ...cells(metric, false)],
        [`${title}, second to first`, ...cells(metric, true)],
      ];
    }),
  });
}

export function taskTable({ taskRows, tasks }: BaselinesFile): Html {
  const scores = TASK_SCORES.filter((score) => taskRows.some((row) => row.score === score));
  return dataTable({
    caption: 'What each task scores by itself',
    columns: ['Task', ...scores.map((score) => SCORE_WORDS[score])],
    rows: tasks.map((task) => [
      taskTitle(task),
      ...scores.map((score) => spread(taskRows.find((row) => row.task === task && row.score === score))),
    ]),
  });
}

export function costTable({ methods, together }: BaselinesFile): Html {
  return dataTable({
    caption: 'What each method costs by itself',
    columns: ['Method', 'Backbone forward', 'Backbone backward', 'Head forward', 'Head backward', 'Time'],
    rows: [
      ...methods.map(({ method, passes, seconds }) => [
        METHOD_WORDS[method],
        ...passCells(passes),
        duration(seconds),
      ]),
      ['All at once', ...passCells(together.passes), duration(together.seconds)],
    ],
  });
}

export function correlationTable({ correlations }: BaselinesFile): Html {
  return dataTable({
    caption: 'Rank correlations of each two measures',
    columns: ['Measures', 'Pairs', 'Spearman', 'p', 'Kendall', 'p'],
    rows: correlations.rows.map(({ a, b, n, spearman, kendall }) => [
      `${measureTitle(a)} / ${measureTitle(b)}`,
      n,
      digits(spearman.value),
      digits(spearman.p),
      digits(kendall.value),
      digits(kendall.p),
    ]),
  });
}

/** Four digits that mean something, and the spread over seeds. */
function spread(row: Pick<BaselineRow | TaskRow, 'value' | 'std'> | undefined): string {
  if (row?.value === undefined || row.value === null) return MISSING;
  return row.std === null ? digits(row.value) : `${digits(row.value)} ± ${digits(row.std, 2)}`;
}

function digits(value: number | null, precision = 4): string {
  return value === null ? MISSING : String(Number(value.toPrecision(precision)));
}

function passCells({ backboneForward, backboneBackward, headForward, headBackward }: Passes): string[] {
  return [backboneForward, backboneBackward, headForward, headBackward].map(grouped);
}
