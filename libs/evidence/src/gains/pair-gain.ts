import type { GainsFile, PerSeed } from './gains-file.js';

/** What a gain is counted in: the test loss, or the mean over the task's metrics. */
export const GAIN_MEASURES = ['loss', 'delta_mtl'] as const;
export type GainMeasure = (typeof GAIN_MEASURES)[number];

/** The gain, a seed, of task `helped` by being trained with `by`; null where that pair was not trained. */
export function pairGain(
  { subsets }: Pick<GainsFile, 'subsets'>,
  measure: GainMeasure,
  helped: string,
  by: string,
): PerSeed | null {
  const pair = subsets.find(
    ({ tasks }) => tasks.length === 2 && tasks.includes(helped) && tasks.includes(by),
  );
  if (pair === undefined || helped === by) return null;
  return (measure === 'loss' ? pair.gains : pair.deltaMtl)[helped] ?? null;
}
