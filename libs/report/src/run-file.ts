/** Where and how the numbers were computed. */
export interface RunDevice {
  readonly kind: 'cpu' | 'gpu';
  readonly name: string;
  /** Threads inside one kernel; they change the bits of the result. */
  readonly threads: number;
  /** Worker processes; they do not change the bits. */
  readonly workers: number;
  readonly precision: 'fp32' | 'mixed';
  readonly cpuFeatures: readonly string[];
}

export interface RunTimes {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly finishedAt: string;
  readonly seconds: number;
  /** Mean over the batches of all seeds; null where no batch was computed in this run. */
  readonly secondsPerBatch: number | null;
  /** Fraction of the time in which the computing thread waited for data, 0 to 1; null where it was not measured. */
  readonly idleShare: number | null;
  /** Seconds per phase, in the order in which they ran. */
  readonly perPhase: Readonly<Record<string, number>>;
}

/** What a task's labels gave in this run, over all seeds. */
export interface RunTask {
  readonly batchesUsed: number;
  /** Batches in which no pixel had a label of this task; they add nothing to its saliency. */
  readonly batchesWithoutLabel: number;
}

/** `run.json`: everything needed to judge and to repeat a run. */
export interface RunFile {
  readonly schema: 'metasparse.run/v1';
  /** The command line, program first, one element an argument, unquoted. */
  readonly command: readonly string[];
  /** Every parameter after defaults and files were applied. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly versions: {
    readonly metasparse: string;
    readonly tensorflow: string;
    readonly node: string;
    /** Changes when the same inputs give other bits. */
    readonly numericalVersion: string;
  };
  readonly device: RunDevice;
  /** SHA-256 in hexadecimal by path, relative to the data folder. */
  readonly inputs: Readonly<Record<string, string>>;
  /** SHA-256 in hexadecimal by path, relative to the run folder. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly times: RunTimes;
  readonly peakMemoryBytes: number;
  readonly tasks: Readonly<Record<string, RunTask>>;
  /** Mean loss per task over the batches that had a label; null where none had. */
  readonly losses: Readonly<Record<string, number | null>>;
}
