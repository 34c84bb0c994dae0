import type { BaselineRow, BaselinesFile, CorrelationRow } from '@metasparse/baselines';
import { table } from '../console/format.js';

/** The answer as tables: each pair under each metric, correlations with the run's mask metrics, costs. */
export function describeBaselines(file: BaselinesFile, out: string): string {
  const { dataset, run, seeds, batches, batchSize, notes } = file;
  const counted = seeds.length === 1 ? '1 seed' : `${seeds.length} seeds`;
  return [
    `${run.name}: ${dataset}, ${counted} x ${batches} batches of ${batchSize}; larger is nearer, -> is what the second gains from the first`,
    ...notes.map((note) => `note: ${note}`),
    '',
    pairTable(file),
    ...correlationLines(file),
    '',
    costTable(file),
    '',
    `results: ${out}`,
  ].join('\n');
}

/** A line a metric, two a directed one; a column a pair. Turned where there are more pairs than lines. */
function pairTable({ rows, tasks }: BaselinesFile): string {
  const pairs = tasks.flatMap((a, i) => tasks.slice(i + 1).map((b) => [a, b] as const));
  const directed = new Map(rows.map((row) => [row.metric, row.directed]));
  const lines = [...directed].flatMap(([metric, both]) => {
    const there = pairs.map(([a, b]) => cell(rowOf(rows, metric, a, b)));
    if (!both) return [[metric, ...there]];
    const back = pairs.map(([a, b]) => cell(rowOf(rows, metric, b, a)));
    return [
      [`${metric} ->`, ...there],
      [`${metric} <-`, ...back],
    ];
  });
  const all = [['', ...pairs.map((pair) => pair.join(', '))], ...lines];
  return table(pairs.length <= lines.length ? all : turned(all));
}

function turned(rows: readonly (readonly string[])[]): string[][] {
  return (rows[0] ?? []).map((_, c) => rows.map((row) => row[c] ?? ''));
}

function rowOf(rows: readonly BaselineRow[], metric: string, a: string, b: string): BaselineRow | undefined {
  return rows.find(({ metric: name, pair }) => name === metric && pair[0] === a && pair[1] === b);
}

function cell(row: BaselineRow | undefined): string {
  if (row?.value === undefined || row.value === null) return '-';
  return row.std === null ? digits(row.value) : `${digits(row.value)} (${digits(row.std, 2)})`;
}

/** Spearman's correlation of each baseline with the mask metrics, p in brackets. */
function correlationLines({ correlations: { rows, measures } }: BaselinesFile): string[] {
  const masks = measures.filter((name) => name.startsWith('mask_'));
  const others = measures.filter((name) => !name.startsWith('mask_'));
  const n = rows[0]?.n;
  if (n === undefined || masks.length === 0) return [];
  const find = (a: string, b: string): CorrelationRow | undefined =>
    rows.find((row) => row.a === a && row.b === b);
  return [
    '',
    `Spearman's correlation with the run's mask metrics over ${n} pairs (two-sided p):`,
    table([
      ['', ...masks.map((name) => name.replace('mask_', ''))],
      ...others.map((a) => [a, ...masks.map((b) => correlation(find(a, b)))]),
    ]),
  ];
}

function correlation(row: CorrelationRow | undefined): string {
  const { value = null, p = null } = row?.spearman ?? {};
  return value === null || p === null ? '-' : `${value.toFixed(2)} (${p.toFixed(3)})`;
}

function costTable({ methods, together }: BaselinesFile): string {
  const rows = [...methods, { method: 'all at once', ...together }].map(({ method, passes, seconds }) => [
    method,
    String(passes.backboneForward),
    String(passes.backboneBackward),
    String(passes.headForward),
    String(passes.headBackward),
    seconds.toFixed(2),
  ]);
  return table([['cost', 'backbone forward', 'backward', 'head forward', 'backward', 'seconds'], ...rows]);
}

function digits(value: number, precision = 3): string {
  return String(Number(value.toPrecision(precision)));
}
