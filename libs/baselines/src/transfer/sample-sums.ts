/**
 * Sums over sampled pixels of features f [D] and targets y [K] that H-score and LogME are functions of, in float64.
 */
export class SampleSums {
  readonly dimensions: number;
  readonly targets: number;
  samples = 0;
  /** Sum of f, of y. */
  readonly f: Float64Array;
  readonly y: Float64Array;
  /** Sum of f f' [D, D], of f y' [K, D] (a row a target), of y y' [K, K]. */
  readonly ff: Float64Array;
  readonly yf: Float64Array;
  readonly yy: Float64Array;

  constructor(dimensions: number, targets: number) {
    this.dimensions = dimensions;
    this.targets = targets;
    this.f = new Float64Array(dimensions);
    this.y = new Float64Array(targets);
    this.ff = new Float64Array(dimensions * dimensions);
    this.yf = new Float64Array(targets * dimensions);
    this.yy = new Float64Array(targets * targets);
  }

  add(feature: ArrayLike<number>, target: ArrayLike<number>): void {
    if (feature.length !== this.dimensions || target.length !== this.targets)
      throw new RangeError(
        `${feature.length} features and ${target.length} targets, expected ${this.dimensions} and ${this.targets}`,
      );
    this.samples++;
    addInto(this.f, 0, feature, 1);
    addInto(this.y, 0, target, 1);
    for (let d = 0; d < this.dimensions; d++)
      addInto(this.ff, d * this.dimensions, feature, feature[d] as number);
    for (let k = 0; k < this.targets; k++) {
      addInto(this.yf, k * this.dimensions, feature, target[k] as number);
      addInto(this.yy, k * this.targets, target, target[k] as number);
    }
  }
}

/** Row `k` of the sums of y and f as one vector [D]. */
export function crossRow({ yf, dimensions }: SampleSums, k: number): Float64Array {
  return yf.slice(k * dimensions, (k + 1) * dimensions);
}

function addInto(sums: Float64Array, from: number, values: ArrayLike<number>, factor: number): void {
  if (factor === 0) return;
  for (let i = 0; i < values.length; i++)
    sums[from + i] = (sums[from + i] as number) + factor * (values[i] as number);
}
