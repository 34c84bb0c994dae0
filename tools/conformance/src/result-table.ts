import type { CheckResult } from './check.js';

function show(value: number): string {
  if (value === 0 || !Number.isFinite(value)) return String(value);
  return value >= 0.001 && value < 1000 ? value.toPrecision(3) : value.toExponential(1);
}

/** Check, worst difference, tolerance, verdict; below a failure, where it was. */
export function resultTable(results: readonly CheckResult[]): string {
  const rows = results.map(({ check, worst, tolerance, pass }) => [
    check,
    show(worst),
    show(tolerance),
    pass ? 'pass' : 'FAIL',
  ]);
  const header = ['check', 'worst', 'tolerance', 'verdict'];
  const widths = header.map((title, c) =>
    Math.max(title.length, ...rows.map((row) => (row[c] ?? '').length)),
  );
  const line = (row: readonly string[]): string =>
    row.map((cell, c) => (c === 0 ? cell.padEnd(widths[c] ?? 0) : cell.padStart(widths[c] ?? 0))).join('  ');
  return [
    line(header),
    ...rows.flatMap((row, i) => {
      const { pass, detail } = results[i] as CheckResult;
      return pass || detail === undefined ? [line(row)] : [line(row), `    ${detail}`];
    }),
  ].join('\n');
}
