import type { GainsFile, GainsSubset, PerSeed } from './gains-file.js';

const COLUMNS = ['subset', 'task', 'seed', 'measure', 'better', 'value', 'gain_percent'];

/** One line a set, task, measure and seed; nothing stands where there is no number. */
export function gainsTsv({ subsets, seeds }: GainsFile): string {
  const lines = subsets.flatMap((subset) =>
    subset.tasks.flatMap((task) =>
      measuresOf(subset, task).flatMap(({ name, better, values, gains }) =>
        seeds.map((seed, i) => {
          const gain = gains[i] ?? null;
          const percent = gain === null ? '' : 100 * gain;
          return [subset.tasks.join('+'), task, seed, name, better, values[i] ?? '', percent];
        }),
      ),
    ),
  );
  return [COLUMNS, ...lines].map((line) => `${line.join('\t')}\n`).join('');
}

interface Measure {
  readonly name: string;
  readonly better: string;
  readonly values: PerSeed;
  readonly gains: PerSeed;
}

function measuresOf({ values, gains, metrics, deltaMtl }: GainsSubset, task: string): Measure[] {
  const loss = { name: 'test loss', better: 'lower', values: values[task] ?? [], gains: gains[task] ?? [] };
  const mean = { name: 'delta MTL', better: 'higher', values: [], gains: deltaMtl[task] ?? [] };
  return [loss, ...(metrics[task] ?? []), mean];
}
