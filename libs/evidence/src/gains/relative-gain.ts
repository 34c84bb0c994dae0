/**
 * How much better a value is than that of the task trained alone, as a fraction of the latter's size; positive is better. null
 * where one of the two is missing or the one alone is 0.
 */
export function relativeGain(
  alone: number | null,
  value: number | null,
  better: 'lower' | 'higher',
): number | null {
  if (alone === null || value === null || alone === 0) return null;
  const gain = (value - alone) / Math.abs(alone);
  return better === 'higher' ? gain : 0 - gain;
}
