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
} from './errors.js';

/** An error as plain data, for crossing a thread or process boundary. */
export interface ErrorData {
  /** Class name of a domain error, else "Error". */
  readonly name: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly details?: ErrorDetails | undefined;
}

const CLASSES = {
  CancelledError,
  ConflictError,
  InvalidArgumentError,
  InvalidDataError,
  NotFoundError,
  ResourceExhaustedError,
  UnsupportedError,
} as const;

export function toErrorData(error: unknown): ErrorData {
  if (error instanceof DomainError) {
    const { cause: _, ...details } = error.details;
    return { name: error.name, message: error.message, stack: error.stack, details };
  }
  if (error instanceof Error) return { name: 'Error', message: error.message, stack: error.stack };
  return { name: 'Error', message: String(error) };
}

/** The same class again for a domain error; anything else becomes a plain Error with the original stack. */
export function fromErrorData({ name, message, stack, details }: ErrorData): Error {
  const known = Object.entries(CLASSES).find(([className]) => className === name)?.[1];
  const error = known === undefined ? new Error(message) : new known(message, details);
  if (stack !== undefined) error.stack = stack;
  return error;
}
