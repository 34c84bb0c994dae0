import { basename } from 'node:path';

/** The command line as the user can type it again: program name, then the arguments. */
export function commandLine(): string[] {
  const [, script = 'metasparse', ...args] = process.argv;
  return [basename(script).replace(/\.mjs$/, ''), ...args];
}
