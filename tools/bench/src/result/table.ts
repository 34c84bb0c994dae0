import type { Measurements } from '../run/rounds.js';
import type { Benchmark, BenchmarkName } from '../subjects/benchmarks.js';
import type { Configuration } from '../subjects/configurations.js';
import { SUBJECT_IDS, SUBJECTS } from '../subjects/subjects.js';
import type { Ratio } from './ratios.js';
import { median, spreadOf, type Spread } from './spread.js';

const GIB = 2 ** 30;

/** The seconds, the memory and the ratios of one configuration as lines for a terminal. */
export function configurationTable(
  { name, unit }: Pick<Benchmark, 'name' | 'unit'>,
  config: Configuration,
  measured: Measurements,
  ratios: readonly Ratio[],
): readonly string[] {
  return [
    `${config.name}: ${loadOf(name, config)}; ${config.tasks}`,
    ...align([
      ['', `s a ${unit}`, 'CPU s', 'min - max', 'peak GiB', 'idle', 'other work'],
      ...subjectRows(measured),
    ]),
    '',
    ...align([['ratio within this run', 'median', 'min - max', 'wanted', ''], ...ratios.map(ratioRow)]),
  ];
}

function loadOf(name: BenchmarkName, { images, crop, whole: [height, width] }: Configuration): string {
  if (name === 'onnx') return 'the whole net';
  if (name === 'evaluate') return `one image of ${String(height)} x ${String(width)}`;
  return `${String(images)} images of ${String(crop)} x ${String(crop)}`;
}

function subjectRows(measured: Measurements): readonly string[][] {
  return SUBJECT_IDS.flatMap((id) => {
    const rounds = measured[id];
    if (rounds === undefined) return [];
    const seconds = spreadOf(rounds.map((round) => median(round.secondsPerBatch)));
    const busy = rounds.flatMap(({ cpuSecondsPerBatch: cpu }) => (cpu === undefined ? [] : [median(cpu)]));
    const cpu = busy.length === 0 ? '-' : median(busy).toFixed(2);
    const peak = Math.max(...rounds.map((round) => round.peakRssBytes));
    const idle = percentOf(rounds.map((round) => round.idleShare));
    const others = percentOf(rounds.map((round) => round.otherWorkShare));
    return [
      [
        SUBJECTS[id].label,
        seconds.median.toFixed(2),
        cpu,
        range(seconds),
        (peak / GIB).toFixed(2),
        idle,
        others,
      ],
    ];
  });
}

function ratioRow({ what, value, target, met }: Ratio): string[] {
  const wanted = target === undefined ? '' : `${target.relation} ${target.bound.toFixed(2)}`;
  return [
    what,
    value.median.toFixed(2),
    range(value),
    wanted,
    met === undefined ? '' : met ? 'met' : 'not met',
  ];
}

export function range({ min, max }: Spread): string {
  return `${min.toFixed(2)} - ${max.toFixed(2)}`;
}

/** The median of what is known as a percentage, or a dash. */
function percentOf(shares: readonly (number | undefined)[]): string {
  const known = shares.filter((share) => share !== undefined);
  return known.length === 0 ? '-' : `${(median(known) * 100).toFixed(1)} %`;
}

/** Columns padded to their widest cell: the first to the left, the others to the right. */
export function align(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => pad(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function pad(cell: string, column: number, width: number): string {
  return column === 0 ? cell.padEnd(width) : cell.padStart(width);
}
