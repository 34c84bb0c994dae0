import { pairGain, seedDeviation, seedMean, type GainMeasure, type GainsFile } from '@metasparse/evidence';

/** What a task gains from another one. */
export interface GainCell {
  readonly helped: string;
  readonly by: string;
  /** Percent, mean over seeds; null where the pair was not trained or every training failed. */
  readonly percent: number | null;
  /** Percent, over seeds; null with fewer than two. */
  readonly deviation: number | null;
}

export const MEASURE_TITLES: Readonly<Record<GainMeasure, string>> = {
  loss: 'Gain in test loss',
  delta_mtl: 'Gain in metrics (delta MTL)',
};

/** All ordered pairs of two tasks, row by row. */
export function gainCells(gains: GainsFile, measure: GainMeasure): GainCell[] {
  const { tasks } = gains;
  return tasks.flatMap((helped) =>
    tasks.filter((by) => by !== helped).map((by) => gainCell(gains, measure, helped, by)),
  );
}

function gainCell(gains: GainsFile, measure: GainMeasure, helped: string, by: string): GainCell {
  const seeds = pairGain(gains, measure, helped, by) ?? [];
  const mean = 100 * seedMean(seeds);
  const deviation = seedDeviation(seeds);
  return {
    ...{ helped, by },
    percent: Number.isNaN(mean) ? null : mean,
    deviation: deviation === null ? null : 100 * deviation,
  };
}

/** `+3.12`, `−12.4`, a dash. */
export function signedPercent(percent: number | null): string {
  return percent === null ? '–' : `${percent < 0 ? '−' : '+'}${sized(Math.abs(percent))}`;
}

/** `+3.12 ± 0.50`, without the second where there is none. */
export function gainText({ percent, deviation }: Pick<GainCell, 'percent' | 'deviation'>): string {
  return `${signedPercent(percent)}${deviation === null ? '' : ` ± ${sized(deviation)}`}`;
}

/** Three digits that mean something, at most two after the point. */
export function sized(size: number): string {
  return size.toFixed(size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
}
