import type { Measurement } from '../run/measurement.js';
import { ANALYSIS_BYTES, ANALYSIS_SECONDS } from '../rows/analysis-time.js';
import { HELP_SECONDS } from '../rows/help-time.js';
import type { WorkersRow } from '../rows/workers.js';
import type { MachineFacts } from './machine-facts.js';
import type { Spread } from './spread.js';
import { align, range } from './table.js';

const GIB = 2 ** 30;

export function machineLine(machine: MachineFacts): string {
  const { processor, cores, memoryBytes, instructions, node, loadBefore } = machine;
  const size = `${String(cores)} cores, ${(memoryBytes / GIB).toFixed(0)} GiB`;
  return `${processor}, ${size}, ${instructions.join(' ') || 'no AVX2'}; Node ${node}; load before ${loadBefore.toFixed(2)}`;
}

export function workersLines(row: WorkersRow): readonly string[] {
  return align([
    ['nyuv2, ours, fp32', 's a batch', 'min - max', 'peak GiB'],
    workersCells('one worker of two threads', row.oneWorker, row.oneWorkerPeakBytes),
    workersCells('two workers of one thread', row.twoWorkers, row.twoWorkersPeakBytes),
    [
      'speed of two against one',
      row.speed.median.toFixed(2),
      range(row.speed),
      verdict(row.speed.median > 1),
    ],
  ]);
}

function workersCells(label: string, seconds: Spread, bytes: number): readonly string[] {
  return [label, seconds.median.toFixed(2), range(seconds), (bytes / GIB).toFixed(2)];
}

export function analysisLine({ secondsPerBatch, peakRssBytes }: Measurement): string {
  const seconds = secondsPerBatch.reduce((sum, value) => sum + value, 0);
  const met = seconds < ANALYSIS_SECONDS && peakRssBytes < ANALYSIS_BYTES;
  return `analysis: ${seconds.toFixed(1)} s, peak ${(peakRssBytes / GIB).toFixed(2)} GiB (wanted < ${String(ANALYSIS_SECONDS)} s, < ${String(ANALYSIS_BYTES / GIB)} GiB: ${verdict(met)})`;
}

export function helpLine(seconds: Spread): string {
  const met = seconds.median < HELP_SECONDS;
  return `metasparse --help: ${seconds.median.toFixed(2)} s (${range(seconds)}; wanted < ${String(HELP_SECONDS)} s: ${verdict(met)})`;
}

function verdict(met: boolean): string {
  return met ? 'met' : 'not met';
}
