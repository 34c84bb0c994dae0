import type { ErrorData } from '@metasparse/contracts';
import type { Task } from '@metasparse/scenenet';

/** One block of batches of one seed, and where its partial sums go. */
export interface BlockJob {
  readonly seed: number;
  readonly block: number;
  /** Batches [start, end) of the seed. */
  readonly start: number;
  readonly end: number;
  readonly path: string;
}

/** To the compute process. */
export type ComputeRequest<Settings, Job = BlockJob> =
  { readonly kind: 'open'; readonly settings: Settings } | { readonly kind: 'block'; readonly job: Job };

/** What one batch gave: a function of the run's settings alone, so it may stand in a result file. */
export interface BatchOutcome {
  readonly seed: number;
  readonly batch: number;
  readonly samples: readonly string[];
  readonly results: readonly {
    readonly task: Task;
    /** null where no pixel of the batch is labelled. */
    readonly loss: number | null;
    readonly pixels: number;
  }[];
}

/** What one batch took. */
export interface BatchReport {
  readonly outcome: BatchOutcome;
  readonly milliseconds: number;
  /** How long the computation waited for the batch. */
  readonly idleMilliseconds: number;
  readonly rssBytes: number;
}

export interface DeviceReport {
  readonly kind: 'cpu' | 'gpu';
  readonly tensorflow: string;
}

/** From the compute process. */
export type ComputeReply<Job = BlockJob, Report = BatchReport> =
  | { readonly kind: 'opened'; readonly device: DeviceReport }
  | { readonly kind: 'batch'; readonly report: Report }
  | { readonly kind: 'done'; readonly job: Job; readonly peakRssBytes: number }
  | { readonly kind: 'failed'; readonly error: ErrorData };
