import { realpathSync } from 'node:fs';
import { InvalidArgumentError } from '@metasparse/contracts';

/** Refuses an `out` that is the very file to be read. */
export function refuseSameFile(file: string, out: string): void {
  if (place(file) !== place(out)) return;
  throw new InvalidArgumentError(`--out is ${JSON.stringify(out)}, the file to be read; choose another`, {
    file,
    field: 'out',
    value: out,
    bound: 'another file',
  });
}

function place(path: string): string | symbol {
  try {
    return realpathSync(path);
  } catch {
    // A file that is not there is not the other one; whoever reads it says that it is missing.
    return Symbol(path);
  }
}
