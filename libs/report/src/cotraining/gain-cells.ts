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

/** `+3.1`, `−0.4`, a dash. */
export function signedPercent(percent: number | null): string {
  if (percent === null) return '–';
  const size = Math.abs(percent).toFixed(Math.abs(percent) < 99.5 ? 1 : 0);
  return `${percent < 0 ? '−' : '+'}${size}`;
}

/** `+3.1 ± 0.5`, without the second where there is none. */
export function gainText({ percent, deviation }: GainCell): string {
  return `${signedPercent(percent)}${deviation === null ? '' : ` ± ${deviation.toFixed(1)}`}`;
}
