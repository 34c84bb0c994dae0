import type { GainsFile } from '@metasparse/evidence';
import { gainCells, gainText } from '@metasparse/report';
import type { CotrainEstimate } from '@metasparse/steps';
import { duration, table } from '../console/format.js';
import { titleOf } from './reporter.js';

/** The directed matrix of gains in test loss. */
export function describeGains(gains: GainsFile, out: string): string {
  const { tasks, seeds, failures } = gains;
  const cells = gainCells(gains, 'loss');
  const rows = tasks.map((helped) => [
    helped,
    ...tasks.map((by) => {
      const cell = cells.find((one) => one.helped === helped && one.by === by);
      return cell === undefined ? '' : gainText(cell);
    }),
  ]);
  return [
    `gain in test loss over training alone, %, mean and deviation of ${seeds.length} seeds`,
    'row: the task that gains; column: the task it is trained with',
    '',
    table([['', ...tasks], ...rows]),
    '',
    ...failures.map(({ tasks: set, seed, reason }) => `failed: ${set.join('+')}, seed ${seed}: ${reason}`),
    `results: ${out}`,
  ].join('\n');
}

/** The list of runs, and the time of all that are not done. */
export function describeEstimate({ runs, seconds }: CotrainEstimate, jobs: number): string {
  const rows = runs.map(({ run, done, seconds: own }) => [
    titleOf(run),
    String(run.request.iterations),
    done ? 'done' : duration(own),
    run.key.slice(0, 12),
  ]);
  const left = runs.filter(({ done }) => !done).length;
  return [
    table([['run', 'iterations', 'estimated', 'key'], ...rows]),
    '',
    `${left} of ${runs.length} runs to do: about ${duration(seconds)} with ${jobs} at a time`,
  ].join('\n');
}
