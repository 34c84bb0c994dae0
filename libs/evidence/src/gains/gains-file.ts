/** One value a seed, in the order of the file's seeds; null where there is none. */
export type PerSeed = readonly (number | null)[];
export type PerTask<T> = Readonly<Record<string, T>>;

export interface MetricGain {
  readonly name: string;
  readonly better: 'lower' | 'higher';
  readonly values: PerSeed;
  readonly gains: PerSeed;
}

export interface GainsSubset {
  readonly tasks: readonly string[];
  /** Test loss. */
  readonly values: PerTask<PerSeed>;
  readonly gains: PerTask<PerSeed>;
  readonly metrics: PerTask<readonly MetricGain[]>;
  /** Mean over a task's metrics of their gains. */
  readonly deltaMtl: PerTask<PerSeed>;
  readonly costs?: { readonly flops: number; readonly params: number };
}

export interface FailedRun {
  readonly tasks: readonly string[];
  readonly seed: number;
  readonly reason: string;
}

/** What is known of all runs beforehand. */
export interface GainsHead {
  readonly dataset: string;
  /** In the order of every list and table. */
  readonly tasks: readonly string[];
  readonly seeds: readonly number[];
  /** What all trainings have in common. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** SHA-256 over what decides the bits of every run. */
  readonly key: string;
}

/** Content of gains.json: docs/gains-json.md. */
export interface GainsFile extends GainsHead {
  readonly schema: 'metasparse.gains/v1';
  readonly measures: PerTask<{ readonly name: string; readonly better: 'lower' | 'higher' }>;
  readonly subsets: readonly GainsSubset[];
  readonly failures: readonly FailedRun[];
  /** Seconds of training, all runs together. */
  readonly seconds: number;
}
