import type {
  FailedRun,
  GainsFile,
  GainsHead,
  GainsSubset,
  MetricGain,
  PerSeed,
  PerTask,
} from './gains-file.js';
import { relativeGain } from './relative-gain.js';

export interface MeasuredMetric {
  readonly name: string;
  readonly better: 'lower' | 'higher';
  readonly value: number | null;
}

/** What a trained network gave on the test split. */
export interface TrainedRun {
  readonly tasks: readonly string[];
  readonly seed: number;
  readonly losses: PerTask<number | null>;
  readonly metrics: PerTask<readonly MeasuredMetric[]>;
  /** Of training. */
  readonly seconds: number;
}

export interface GainsInput {
  readonly head: GainsHead;
  /** Each with its tasks in the order of the head's; a single task's is among them for each that has a gain. */
  readonly subsets: readonly (readonly string[])[];
  readonly runs: readonly TrainedRun[];
  readonly failures: readonly FailedRun[];
  readonly costs: (tasks: readonly string[]) => GainsSubset['costs'];
}

/** The gains of each task in each set over the same task alone, seed by seed. */
export function buildGainsFile({ head, subsets, runs, failures, costs }: GainsInput): GainsFile {
  const byName = new Map(runs.map((run) => [nameOf(run.tasks, run.seed), run]));
  const runsOf = (tasks: readonly string[]): (TrainedRun | undefined)[] =>
    head.seeds.map((seed) => byName.get(nameOf(tasks, seed)));
  return {
    schema: 'metasparse.gains/v1',
    ...head,
    measures: eachTask(head.tasks, () => ({ name: 'test loss', better: 'lower' as const })),
    subsets: subsets.map((tasks) => subsetOf(tasks, runsOf, costs(tasks))),
    failures,
    seconds: runs.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

type RunsOf = (tasks: readonly string[]) => readonly (TrainedRun | undefined)[];

function subsetOf(tasks: readonly string[], runsOf: RunsOf, costs: GainsSubset['costs']): GainsSubset {
  const runs = runsOf(tasks);
  const losses = (task: string, of: typeof runs): PerSeed => of.map((run) => run?.losses[task] ?? null);
  const metrics = eachTask(tasks, (task) => metricGains(task, runs, runsOf([task])));
  return {
    tasks,
    values: eachTask(tasks, (task) => losses(task, runs)),
    gains: eachTask(tasks, (task) => gainsOver(losses(task, runsOf([task])), losses(task, runs), 'lower')),
    metrics,
    deltaMtl: eachTask(tasks, (task) => meanGains(metrics[task] ?? [], runs.length)),
    ...(costs === undefined ? {} : { costs }),
  };
}

function metricGains(
  task: string,
  runs: readonly (TrainedRun | undefined)[],
  alone: readonly (TrainedRun | undefined)[],
): MetricGain[] {
  const known = [...runs, ...alone].find((run) => run !== undefined)?.metrics[task] ?? [];
  return known.map(({ name, better }) => {
    const valuesIn = (of: typeof runs): PerSeed =>
      of.map((run) => run?.metrics[task]?.find((metric) => metric.name === name)?.value ?? null);
    const values = valuesIn(runs);
    return { name, better, values, gains: gainsOver(valuesIn(alone), values, better) };
  });
}

function gainsOver(alone: PerSeed, values: PerSeed, better: 'lower' | 'higher'): PerSeed {
  return values.map((value, seed) => relativeGain(alone[seed] ?? null, value, better));
}

/** Over the metrics that have a gain; null for a seed where none has. */
function meanGains(metrics: readonly MetricGain[], seeds: number): PerSeed {
  return Array.from({ length: seeds }, (_, seed) => {
    const gains = metrics.map((metric) => metric.gains[seed] ?? null).filter((gain) => gain !== null);
    return gains.length === 0 ? null : gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
  });
}

function eachTask<T>(tasks: readonly string[], value: (task: string) => T): PerTask<T> {
  return Object.fromEntries(tasks.map((task) => [task, value(task)]));
}

function nameOf(tasks: readonly string[], seed: number): string {
  return `${tasks.join('+')} ${seed}`;
}
