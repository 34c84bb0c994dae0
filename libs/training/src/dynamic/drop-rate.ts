import type { DynamicSchedule } from '../schedule/published.js';

/** Share of a layer's remaining weights that is dropped at an iteration: half a cosine from `dropRate`, 0 from `end` on. */
export function dropRate({ dropRate: rate, end }: DynamicSchedule, iteration: number): number {
  return iteration >= end ? 0 : 0.5 * rate * (1 + Math.cos((Math.PI * iteration) / end));
}

/** What happens to the masks before an iteration. */
export type MaskAction = 'drop-and-grow' | 'settle' | 'none';

/** Every `interval` iterations drop and grow; at `end` prune once more to the densities; nothing afterwards. */
export function maskAction({ end, interval }: DynamicSchedule, iteration: number): MaskAction {
  if (iteration === end) return 'settle';
  return iteration < end && iteration % interval === 0 ? 'drop-and-grow' : 'none';
}
