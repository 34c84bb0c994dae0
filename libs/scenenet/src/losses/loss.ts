/** A task's loss on one batch and its gradient. */
export interface LossResult {
  /** NaN when no pixel is labelled. */
  readonly loss: number;
  /** dL/dprediction, of the prediction's shape; zeros when no pixel is labelled. */
  readonly gradient: Float32Array;
  /** Labelled pixels that entered the loss. */
  readonly pixels: number;
}
