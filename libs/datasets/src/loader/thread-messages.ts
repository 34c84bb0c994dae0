import type { ErrorData } from '@metasparse/contracts';
import type { Sample } from '@metasparse/scenenet';
import type { SampleRecord } from '../layout/record.js';
import type { Slot } from '../order/batches.js';
import type { SampleSetup } from './load-sample.js';

/** What a reading thread is started with. */
export interface ThreadSetup extends SampleSetup {
  readonly root: string;
  readonly followLinksOut: boolean;
}

/** To a thread: a sample to make; null: finish what runs, drop the rest, stop. */
export type Job = { readonly ticket: number; readonly record: SampleRecord; readonly slot: Slot } | null;

/** From a thread. */
export type Reply =
  | { readonly ticket: number; readonly sample: Sample; readonly busyMs: number }
  | { readonly ticket: number; readonly failure: ErrorData };

/** The buffers of a sample, to be moved instead of copied. */
export function buffersOf(sample: Sample): ArrayBuffer[] {
  return [sample.image, ...Object.values(sample.labels)].map(({ buffer }) => buffer as ArrayBuffer);
}
