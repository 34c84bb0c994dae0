/** Bins of a degree. */
const BINS = 10_000;
const THRESHOLDS = [11.25, 22.5, 30, 45] as const;

export interface AngleSummary {
  readonly mean: number;
  readonly median: number;
  /** Percent of pixels at most 11.25, 22.5, 30, 45 degrees off. */
  readonly within: readonly [number, number, number, number];
}

/**
 * Angles in degrees, 0 to 180, of any number of pixels in 14 MB. Mean and shares are exact; the median is the middle
 * of its bin, so at most 5e-5 degrees off, and the mean of the two middle ones where their number is even.
 */
export class AngleHistogram {
  readonly #bins = new Float64Array(180 * BINS + 1);
  readonly #within: [number, number, number, number] = [0, 0, 0, 0];
  #total = 0;
  #count = 0;

  add(degrees: number): void {
    const bin = Math.floor(degrees * BINS);
    this.#bins[bin] = (this.#bins[bin] as number) + 1;
    this.#total += degrees;
    this.#count++;
    for (let t = 0; t < THRESHOLDS.length; t++)
      if (degrees <= (THRESHOLDS[t] as number)) this.#within[t] = (this.#within[t] as number) + 1;
  }

  /** null before the first angle. */
  summary(): AngleSummary | null {
    const count = this.#count;
    if (count === 0) return null;
    const [a, b, c, d] = this.#within;
    const percent = (n: number): number => (100 * n) / count;
    return {
      mean: this.#total / count,
      median: (this.#ranked(Math.floor((count - 1) / 2)) + this.#ranked(Math.floor(count / 2))) / 2,
      within: [percent(a), percent(b), percent(c), percent(d)],
    };
  }

  /** The angle with `rank` smaller ones before it. */
  #ranked(rank: number): number {
    let seen = 0;
    const bin = this.#bins.findIndex((count) => (seen += count) > rank);
    return Math.min(180, (bin + 0.5) / BINS);
  }
}
