import { spawn, type ChildProcess } from 'node:child_process';
import { CancelledError, UnsupportedError } from '@metasparse/contracts';
import { childEnvironment } from '../config.js';

export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  /** Added to this process' environment. */
  readonly env: Readonly<Record<string, string>>;
}

export interface Finished {
  readonly stdout: string;
  readonly wallSeconds: number;
}

const KEPT_LINES = 12;

/**
 * Runs a command to its end. `onStart` gets its process number. Throws CancelledError when the signal stops it and
 * UnsupportedError, with the last lines it wrote, when it fails.
 */
export async function runToEnd(
  command: Command,
  signal: AbortSignal,
  onStart: (pid: number) => void = () => undefined,
): Promise<Finished> {
  const started = performance.now();
  const child = spawn(command.file, command.args, {
    env: childEnvironment(command.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGTERM',
  });
  const everything = Promise.all([text(child.stdout), text(child.stderr), ending(child)]);
  if (child.pid !== undefined) onStart(child.pid);
  const [stdout, stderr, outcome] = await everything;
  if (signal.aborted) throw new CancelledError('Stopped; nothing was written.');
  if (outcome !== 'exit 0') throw failure(command, outcome, stderr.trim() || stdout.trim());
  return { stdout, wallSeconds: (performance.now() - started) / 1000 };
}

async function text(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function ending(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('close', (code, signal) => {
      resolve(code === null ? `signal ${signal ?? 'unknown'}` : `exit ${String(code)}`);
    });
  });
}

function failure(command: Command, outcome: string, output: string): UnsupportedError {
  const said = output.split('\n').slice(-KEPT_LINES).join('\n');
  const called = [command.file, ...command.args].join(' ');
  return new UnsupportedError(`"${called}" ended with ${outcome}${said === '' ? '' : `:\n${said}`}`);
}
