import { DomainError, InvalidArgumentError } from '@metasparse/contracts';
import { asDiskError } from '@metasparse/artifacts';

/**
 * Runs `write`, which writes `path`; what the system says against it becomes an InvalidArgumentError of --out, a full
 * disk a ResourceExhaustedError. Domain errors and faults of the program pass unchanged.
 */
export async function writingTo(path: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    const explained = asDiskError(error, path);
    if (explained instanceof DomainError || !isSystemError(explained)) throw explained;
    throw new InvalidArgumentError(
      `${path}: cannot be written (${explained.message}); choose another --out`,
      {
        file: path,
        field: 'out',
        cause: error,
      },
    );
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
