import { counterKey, uniform } from '@metasparse/scenenet';

/**
 * Bootstrap (Efron 1979) over `seeds` seeds: draw i says how often each seed occurs among `seeds` drawn with replacement. All
 * values of a draw use the same seeds, since the values of one seed come from one network. The same numbers from the same `salt`
 * on every machine.
 */
export function resampledSeeds(seeds: number, draws: number, salt: number): number[][] {
  return Array.from({ length: draws }, (_, draw) => {
    const key = counterKey(salt, draw);
    const times = new Array<number>(seeds).fill(0);
    for (let i = 0; i < seeds; i++) {
      const seed = Math.floor(uniform(key, i) * seeds);
      times[seed] = (times[seed] ?? 0) + 1;
    }
    return times;
  });
}

/** Mean of `values` where each counts as often as `times` says; NaN for none. */
export function countedMean(values: readonly number[], times: readonly number[]): number {
  let [sum, count] = [0, 0];
  values.forEach((value, i) => {
    sum += value * (times[i] ?? 0);
    count += times[i] ?? 0;
  });
  return sum / count;
}

/** Quantile by linear interpolation between order statistics (Hyndman and Fan 1996, type 7; numpy's default). */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * fraction;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below === above ? below : below + (above - below) * (place - Math.floor(place));
}

export type Interval = readonly [low: number, high: number];

/** The middle `confidence` of the values. */
export function percentileInterval(values: readonly number[], confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return [quantile(values, tail), quantile(values, 1 - tail)];
}
