import { ratioOf, spreadOf } from '../result/spread.js';
import { align, range } from '../result/table.js';
import type { CompactMeasurement } from './compact-measurement.js';

const GIGA = 1e9;

/** One line a criterion and sparsity: what is left in theory, and the seconds of a whole image. */
export function compactTable(measurements: readonly CompactMeasurement[]): readonly string[] {
  return align([
    [
      'pruned by',
      'GFLOP dense',
      'masked',
      'compact',
      'channels left',
      's dense',
      's masked',
      's compact',
      'masked / compact',
      'min - max',
      'difference',
    ],
    ...measurements.map(row),
  ]);
}

function row(measurement: CompactMeasurement): readonly string[] {
  const { criterion, sparsity, flops, channels, keptChannels, seconds, worstDifference } = measurement;
  const speed = ratioOf(seconds.masked, seconds.compact);
  const middle = (times: readonly number[]): string => spreadOf(times).median.toFixed(3);
  return [
    `${criterion} ${String(sparsity)} %`,
    ...[flops.dense, flops.masked, flops.compact].map((count) => (count / GIGA).toFixed(1)),
    `${((100 * keptChannels) / channels).toFixed(1)} %`,
    ...[seconds.dense, seconds.masked, seconds.compact].map(middle),
    speed.median.toFixed(2),
    range(speed),
    worstDifference.toExponential(1),
  ];
}
