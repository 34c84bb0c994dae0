import {
  CancelledError,
  ConflictError,
  DomainError,
  InvalidArgumentError,
  InvalidDataError,
  NotFoundError,
  ResourceExhaustedError,
  UnsupportedError,
  type ErrorDetails,
} from '@metasparse/contracts';
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
  | { readonly ticket: number; readonly failure: Failure };

/** An error as plain data. */
export interface Failure {
  readonly kind: string;
  readonly message: string;
  readonly details: Omit<ErrorDetails, 'cause'>;
}

const CLASSES = {
  INVALID_ARGUMENT: InvalidArgumentError,
  INVALID_DATA: InvalidDataError,
  NOT_FOUND: NotFoundError,
  CONFLICT: ConflictError,
  UNSUPPORTED: UnsupportedError,
  RESOURCE_EXHAUSTED: ResourceExhaustedError,
  CANCELLED: CancelledError,
} as const;

/** The error as data that can be sent: values become text, the cause stays in its thread. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof DomainError)) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'UNKNOWN', message, details: {} };
  }
  const { file, field, value, bound, hint } = error.details;
  return {
    kind: error.kind,
    message: error.message,
    details: { file, field, value: plain(value), bound, hint },
  };
}

function plain(value: unknown): number | string | undefined {
  if (typeof value === 'number' || typeof value === 'string' || value === undefined) return value;
  return JSON.stringify(value);
}

/** The error again, of the same class. */
export function fromFailure({ kind, message, details }: Failure): Error {
  return kind in CLASSES ? new CLASSES[kind as keyof typeof CLASSES](message, details) : new Error(message);
}

/** The buffers of a sample, to be moved instead of copied. */
export function buffersOf(sample: Sample): ArrayBuffer[] {
  return [sample.image, ...Object.values(sample.labels)].map(({ buffer }) => buffer as ArrayBuffer);
}
