import { InvalidDataError, type ErrorDetails } from '@metasparse/contracts';

const LONGEST = 400;

/** The error for a file whose content is not what it has to be; `what` continues "FILE: ". */
export function broken(file: string, what: string, details: ErrorDetails = {}): InvalidDataError {
  const shown = what.length > LONGEST ? `${what.slice(0, LONGEST)}...` : what;
  return new InvalidDataError(`${file}: ${shown}`, { file, ...details });
}

/** A name from an untrusted file, safe to print: quoted, control characters escaped, cut short. */
export function shownName(name: string): string {
  return JSON.stringify(name.length > 120 ? `${name.slice(0, 120)}...` : name);
}
