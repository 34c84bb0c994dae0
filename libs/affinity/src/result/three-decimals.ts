/**
 * A number with three decimals, halves to even as Python's "{:.3f}" (they occur: every odd multiple of 1/16 is one).
 * What is not a number is `missing`.
 */
export function threeDecimals(value: number | null, missing = 'nan'): string {
  if (value === null || !Number.isFinite(value)) {
    return missing;
  }
  const thousandths = value * 1000;
  const isTie = Number.isInteger(value * 16) && !Number.isInteger(value * 8);
  return isTie ? ((2 * Math.round(thousandths / 2)) / 1000).toFixed(3) : value.toFixed(3);
}
