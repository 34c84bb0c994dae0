export {
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
