import type { BatchReport, DeviceReport } from '../compute/messages.js';

/** What a similarity run tells while it works. */
export type SimilarityEvent =
  | {
      readonly kind: 'planned';
      readonly batches: number;
      readonly batchesDone: number;
      readonly workers: number;
    }
  | { readonly kind: 'device'; readonly device: DeviceReport }
  | { readonly kind: 'batch'; readonly report: BatchReport }
  | { readonly kind: 'judging'; readonly seed: number; readonly blocks: number }
  | {
      readonly kind: 'round';
      readonly seeds: number;
      readonly batches: number;
      readonly probability: number;
    }
  | { readonly kind: 'analysing'; readonly seed: number; readonly of: number }
  | { readonly kind: 'phase'; readonly name: string };
