import { DomainError } from '@metasparse/contracts';
import { CommanderError } from 'commander';
import { benchProgram } from './command/program.js';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => {
    stop.abort();
  });
}

const program = benchProgram(stop.signal, {
  print: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
});

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (!(error instanceof DomainError)) throw error;
  process.stderr.write(`${error.message}\n`);
  return error.exitCode;
}
