/** What every domain error can say about the input it refuses. */
export interface ErrorDetails {
  /** File or folder, as the user named it. */
  readonly file?: string | undefined;
  /** Field, flag or column. */
  readonly field?: string | undefined;
  readonly value?: unknown;
  /** The bound or form the value had to meet. */
  readonly bound?: string | undefined;
  /** What to do about it. */
  readonly hint?: string | undefined;
  readonly cause?: unknown;
}

/**
 * Base of the closed set of domain errors. `exitCode` is what the command line exits with; the message is one
 * sentence for a person, complete with file, field, value and bound where the thrower knew them.
 */
export abstract class DomainError extends Error {
  abstract readonly kind: string;
  abstract readonly exitCode: number;
  readonly details: ErrorDetails;

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.name = new.target.name;
    this.details = details;
  }
}

/** A flag, request field or configuration value is wrong. */
export class InvalidArgumentError extends DomainError {
  readonly kind = 'INVALID_ARGUMENT';
  readonly exitCode = 2;
}

/** A file's content is broken, truncated or out of range. */
export class InvalidDataError extends DomainError {
  readonly kind = 'INVALID_DATA';
  readonly exitCode = 3;
}

/** A file, folder, run or artifact is not there. */
export class NotFoundError extends DomainError {
  readonly kind = 'NOT_FOUND';
  readonly exitCode = 4;
}

/** The place is taken: another run's results, a lock, an older epoch. */
export class ConflictError extends DomainError {
  readonly kind = 'CONFLICT';
  readonly exitCode = 5;
}

/** This machine or installation cannot do it: no GPU, no bf16, no compiler. */
export class UnsupportedError extends DomainError {
  readonly kind = 'UNSUPPORTED';
  readonly exitCode = 6;
}

/** Disk, memory or quota ran out. */
export class ResourceExhaustedError extends DomainError {
  readonly kind = 'RESOURCE_EXHAUSTED';
  readonly exitCode = 7;
}

/** The user or a caller stopped it; what is done is kept. */
export class CancelledError extends DomainError {
  readonly kind = 'CANCELLED';
  readonly exitCode = 130;
}
