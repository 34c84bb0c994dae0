import { STATISTICS, type Analysis, type StatisticRow, type ValidationFile } from '@metasparse/evidence';
import { ARRANGEMENT_WORDS, configurationTitle, STATISTIC_TITLES } from '@metasparse/report';
import { table } from '../console/format.js';

/** Configurations that are printed. */
const SHOWN = 5;

/** The best few of each kind of gains, how many were tried, and by what the p values are. */
export function describeValidation(file: ValidationFile): string {
  const { analyses, tasks, measure, notes } = file;
  return [
    `tasks ${tasks.join(', ')}; gains in ${measure === 'loss' ? 'test loss' : 'metrics (delta MTL)'}`,
    ...analyses.flatMap((analysis) => ['', ...describeAnalysis(file, analysis)]),
    '',
    ...notes.map((note) => `note: ${note}`),
  ]
    .join('\n')
    .trimEnd();
}

function describeAnalysis({ confidence }: ValidationFile, analysis: Analysis): string[] {
  const { gains, points, arrangements, rows } = analysis;
  const kinds = arrangements.map(({ kind }) => kind);
  const head = [
    `best ${Math.min(SHOWN, rows.length)}`,
    ...STATISTICS.map((name) => STATISTIC_TITLES[name]),
    `rho's ${100 * confidence} %`,
    ...kinds.flatMap((kind) => [`p, ${ARRANGEMENT_WORDS[kind]}`, 'corrected']),
  ];
  const lines = rows.slice(0, SHOWN).map((row) => {
    const { spearman } = row.statistics;
    return [
      configurationTitle(row),
      ...STATISTICS.map((name) => number(row.statistics[name].value, 2)),
      interval(spearman),
      ...kinds.flatMap((kind) => [number(spearman.p[kind]?.p, 3), number(spearman.p[kind]?.corrected, 3)]),
    ];
  });
  const orders = arrangements.map(
    ({ kind, exact, count }) =>
      `${ARRANGEMENT_WORDS[kind]} in ${exact ? 'all ' : ''}${count} orders${exact ? '' : ', drawn'}`,
  );
  return [
    `${gains} gains of ${points.length} ${gains === 'directed' ? 'directions' : 'pairs'}; ${rows.length} configurations tried, corrected for all of them`,
    `p of Spearman, one-sided: ${orders.join('; ')}`,
    '',
    table([head, ...lines]),
  ];
}

function interval({ interval: ends }: StatisticRow): string {
  return ends === null ? '-' : ends.map((end) => number(end, 2)).join(' to ');
}

function number(value: number | null | undefined, decimals: number): string {
  return value?.toFixed(decimals) ?? '-';
}
