import type { NetPlan } from '@metasparse/scenenet';

/** What a net takes. */
export interface NetSize {
  /** Weights, biases and batch norms, running statistics left out. */
  readonly parameters: number;
  /** Convolution weights that are not zero. */
  readonly nonZeroWeights: number;
  /** Multiply-adds times two for one image, zeros included. */
  readonly flops: number;
  readonly fileBytes: number;
}

/** Content of the report of `compactNet`. */
export interface CompactReport {
  readonly schema: 'metasparse.compact/v1';
  /** The net before. */
  readonly plan: NetPlan;
  /** Side of the square image that FLOPs are counted for, pixels. */
  readonly imageSide: number;
  readonly before: NetSize;
  readonly after: NetSize;
  /** Channels that belong together, before and after. */
  readonly spaces: readonly { readonly name: string; readonly channels: number; readonly kept: number }[];
  /** Constant hidden channels whose value moved into the next bias. */
  readonly foldedChannels: number;
  readonly notes: readonly string[];
}
