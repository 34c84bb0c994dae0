import type { Task } from '@metasparse/scenenet';

/** What one batch gave for one task, on the host; null where the batch has no labelled pixel or nobody asked. */
export interface TaskMeasures {
  readonly task: Task;
  readonly loss: number | null;
  readonly pixels: number;
  /** dL/dfeature, shaped like the feature. */
  readonly featureGradient: Float32Array | null;
  /** dL/dw of the backbone's convolutions in layer order, each [height, width, in, out]. */
  readonly gradients: readonly Float32Array[] | null;
  /** Every task's loss after a step of the backbone along this task's gradient, in task order. */
  readonly after: readonly (number | null)[] | null;
}

export interface BatchMeasures {
  /** [batch, height, width, channel]: what the heads read. */
  readonly feature: Float32Array;
  readonly shape: readonly number[];
  readonly tasks: readonly TaskMeasures[];
}

/** Runs a piece of work; a caller with a clock may note how long it took. */
export type Timed = <T>(phase: string, work: () => T) => T;
