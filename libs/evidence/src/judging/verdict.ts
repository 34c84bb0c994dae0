import type { Interval, Verdict } from '@metasparse/affinity';

/**
 * What an interval of value - null says. A value of which nothing varied, but which differs from its null, is above or below it.
 * @param difference null where nothing could be resampled.
 */
export function verdict(hasNull: boolean, difference: Interval | null): Verdict {
  if (!hasNull) return 'no null to compare with';
  if (difference === null) return 'not judged: nothing was resampled';
  const [low, high] = difference;
  if (low > 0) return 'above its null';
  return high < 0 ? 'below its null' : 'not distinguishable from its null';
}
