import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@metasparse/artifacts';

const BINARY = fileURLToPath(new URL('../../../tools/cli/bin/metasparse.mjs', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../datasets/samples/hypersim', import.meta.url));
const SETTINGS =
  'similarity --json --data data --batches 3 --block-batches 1 --batch-size 1 --seeds 2 --crop 97 --width 1/16'.split(
    ' ',
  );

/** One line of `--json`. */
export interface RunEvent {
  readonly event: string;
  readonly batchesDone?: number;
  readonly workers?: number;
  readonly iteration?: number;
  readonly text?: string;
}

export interface RunEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly events: readonly RunEvent[];
  readonly stderr: string;
}

export type OnEvent = (event: RunEvent, child: ChildProcess) => void;

/** Runs the built command line to its end; `onEvent` hears each line of `--json`. */
export async function runCli(
  cwd: string,
  args: readonly string[],
  onEvent: OnEvent = () => undefined,
): Promise<RunEnd> {
  const child = spawn(process.execPath, [BINARY, ...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const events: RunEvent[] = [];
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  createInterface({ input: child.stdout }).on('line', (line) => {
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    onEvent(event, child);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code, signal, events, stderr };
}

/** A folder with the shipped sample as `data`, for real runs of the command line. */
export class RunPlace {
  readonly path = mkdtempSync(join(tmpdir(), 'metasparse-run-'));

  constructor() {
    cpSync(SAMPLE, join(this.path, 'data'), { recursive: true });
  }

  /** Starts a run into `out` and ends when it ends; `onEvent` hears each event and may act on the process. */
  run(out: string, extra: readonly string[] = [], onEvent?: OnEvent): Promise<RunEnd> {
    return runCli(this.path, [...SETTINGS, '--out', out, ...extra], onEvent);
  }

  /** SHA-256 of everything a run computed. */
  digests(out: string): Record<string, string> {
    const names = ['similarity.json', 'saliency/seed-0.safetensors', 'saliency/seed-1.safetensors'];
    const masks = ['masks/seed-0.safetensors', 'masks/seed-1.safetensors'];
    const judging = ['judging/seed-0.batches-3.json', 'judging/seed-1.batches-3.json'];
    return Object.fromEntries(
      [...names, ...masks, ...judging].map((name) => [name, sha256(this.read(out, name))]),
    );
  }

  read(out: string, name: string): Uint8Array {
    return readFileSync(join(this.path, out, name));
  }

  /** Files that a stopped run must not leave. */
  unfinished(out: string): string[] {
    const names = readdirSync(join(this.path, out), { recursive: true, encoding: 'utf8' });
    return names.filter((name) => name.endsWith('.tmp'));
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Processes whose parent is `pid`. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
}

function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}

export function isRunning(pid: number): boolean {
  return parentOf(pid) !== null;
}
