/** For each pair i < j the sign of value i minus value j: 1, -1, or 0 for a tie. */
export function orderSigns(values: readonly number[]): Float64Array {
  const signs = new Float64Array((values.length * (values.length - 1)) / 2);
  let at = 0;
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++)
      signs[at++] = Math.sign((values[i] as number) - (values[j] as number));
  return signs;
}

/** How many pairs are no tie. */
export function untied(signs: Float64Array): number {
  let count = 0;
  for (let i = 0; i < signs.length; i++) if (signs[i] !== 0) count++;
  return count;
}

/** The signs, each times `factor`. */
export function scaledSigns(signs: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < signs.length; i++) signs[i] = (signs[i] as number) * factor;
  return signs;
}
