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
export { fromErrorData, toErrorData, type ErrorData } from './error-data.js';
