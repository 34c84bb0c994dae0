/** Arithmetic mean; NaN if any value is. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Sample standard deviation (divided by n - 1); null for fewer than two values. */
export function sampleDeviation(values: readonly number[]): number | null {
  if (values.length < 2) {
    return null;
  }
  const centre = mean(values);
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return orNull(Math.sqrt(squares / (values.length - 1)));
}

/** NaN and infinities have no place in JSON. */
export function orNull(value: number | null): number | null {
  return value !== null && Number.isFinite(value) ? value : null;
}
