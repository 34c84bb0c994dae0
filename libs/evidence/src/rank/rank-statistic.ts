/**
 * How well a prediction orders a truth, as `base` + the dot product of a vector that follows from the prediction alone and one
 * that follows from the truth alone. So a rearranged truth costs one product, whatever the statistic. A side without any order
 * (all values equal) gives vectors of NaN.
 */
export interface RankStatistic {
  readonly base: number;
  readonly ofPrediction: (values: readonly number[]) => Float64Array;
  readonly ofTruth: (values: readonly number[]) => Float64Array;
}

/** The statistic of a prediction and a truth of the same length; NaN where one of them has no order. */
export function rankStatistic(
  { base, ofPrediction, ofTruth }: RankStatistic,
  prediction: readonly number[],
  truth: readonly number[],
): number {
  return base + dot(ofPrediction(prediction), ofTruth(truth));
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
