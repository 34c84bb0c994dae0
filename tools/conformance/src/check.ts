/** What one comparison with a golden value found. */
export interface CheckResult {
  /** What was compared, e.g. "narrow_225 seg per-layer sums". */
  readonly check: string;
  /** Largest difference seen, in the unit of `tolerance`. */
  readonly worst: number;
  readonly tolerance: number;
  readonly pass: boolean;
  /** Where the worst difference was, or why the check failed. */
  readonly detail?: string;
}

/** A group of comparisons over one golden file. */
export interface Check {
  /** Golden file it reads, relative to `golden/`. */
  readonly file: string;
  readonly name: string;
  /** `shared` is a folder of the shape golden/ + data/. */
  run(shared: string): Promise<readonly CheckResult[]>;
}
