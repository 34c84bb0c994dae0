import type { Measurements } from '../run/rounds.js';
import type { Measurement } from '../run/measurement.js';
import type { WorkersRow } from '../rows/workers.js';
import type { BenchmarkName } from '../subjects/benchmarks.js';
import type { ConfigurationName } from '../subjects/configurations.js';
import type { MachineFacts } from './machine-facts.js';
import type { Ratio } from './ratios.js';
import type { Spread } from './spread.js';

/** What one run of the benchmark found; the file that --json writes. Absent parts were not measured. */
export interface BenchReport {
  readonly benchmark: BenchmarkName;
  readonly machine: MachineFacts;
  readonly threads: number;
  readonly rounds: number;
  readonly batchesPerRound: number;
  readonly configurations: Readonly<Partial<Record<ConfigurationName, ConfigurationReport>>>;
  readonly workers?: WorkersRow;
  readonly analysis?: Measurement;
  /** Seconds of `metasparse --help`. */
  readonly help?: Spread;
}

export interface ConfigurationReport {
  readonly measured: Measurements;
  readonly ratios: readonly Ratio[];
}
