import type { Comparison } from '@metasparse/steps';
import { letter, settingRows } from './comparison-cells.js';

/** One table for programs: a line a setting and a result, all digits, the spread and its count in columns. */
export function comparisonTsv(comparison: Comparison, allSettings: boolean): string {
  const { groups, published } = comparison;
  const names = groups.map((_, g) => letter(g));
  const head = [
    'section',
    'name',
    'better',
    ...names.flatMap((name) => [name, `${name} sd`, `${name} n`]),
    ...names.slice(1).flatMap((name) => [`${name} - A`, `${name} - A sd`, `${name} - A is`]),
    ...published.map(({ title }) => `published: ${title}`),
  ];
  const rows = [
    head,
    ...groups.map(({ folders }, g) => ['run', letter(g), '', folders.join(',')]),
    ...settingLines(comparison, allSettings),
    ...comparison.results.map(resultLine),
  ];
  return rows.map((row) => `${padded(row, head.length).join('\t')}\n`).join('');
}

function settingLines(comparison: Comparison, all: boolean): string[][] {
  return settingRows(comparison, all)
    .slice(1)
    .map(([name = '', ...values]) => ['setting', name, '', ...values.flatMap((value) => [value, '', ''])]);
}

function resultLine({
  name,
  better,
  values,
  differences,
  published,
}: Comparison['results'][number]): string[] {
  return [
    'result',
    name,
    better ?? '',
    ...values.flatMap((spread) => [cell(spread?.mean), cell(spread?.sd), cell(spread?.count)]),
    ...differences.slice(1).flatMap((one) => [cell(one?.mean), cell(one?.sd), one?.verdict ?? '']),
    ...published.map((value) => cell(value?.value)),
  ];
}

function cell(value: number | null | undefined): string {
  return value == null ? '' : String(value);
}

function padded(row: readonly string[], length: number): string[] {
  const safe = row.map((text) => text.replace(/[\t\n\r]/g, ' '));
  return [...safe, ...Array.from({ length: length - row.length }, () => '')];
}
