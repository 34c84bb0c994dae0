/** Mean over seeds of the values that are there, each as often as `times` says; NaN where none is. */
export function seedMean(
  values: readonly (number | null)[],
  times: readonly number[] = values.map(() => 1),
): number {
  let [sum, count] = [0, 0];
  values.forEach((value, seed) => {
    if (value === null) return;
    sum += value * (times[seed] ?? 0);
    count += times[seed] ?? 0;
  });
  return sum / count;
}
