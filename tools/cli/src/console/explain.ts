import { CommanderError } from 'commander';
import { CancelledError, DomainError } from '@metasparse/contracts';
import { isVerbose } from '../config.js';

/** Says what went wrong on standard error and returns the exit code (docs/exit-codes.md). */
export function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof DomainError) {
    process.stderr.write(`metasparse: ${error.message}\n`);
    const { hint } = error.details;
    if (hint !== undefined && !error.message.includes(hint)) process.stderr.write(`  ${hint}\n`);
    if (isVerbose() && error.stack !== undefined) process.stderr.write(`${error.stack}\n`);
    return isTerminated(error) ? 143 : error.exitCode;
  }
  process.stderr.write(
    `metasparse: unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  return 1;
}

function isTerminated(error: DomainError): boolean {
  return error instanceof CancelledError && error.details.value === 'SIGTERM';
}
