import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const BINARY = fileURLToPath(new URL('../bin/metasparse.mjs', import.meta.url));
const SAMPLES = fileURLToPath(new URL('../../../libs/datasets/samples', import.meta.url));

/** Settings that finish in seconds. */
export const TINY = '--batches 2 --batch-size 1 --seeds 1 --crop 97 --width 1/16 --workers 1'.split(' ');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line to its end; colours off, nothing of a terminal. */
export function metasparse(args: readonly string[], cwd?: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, [BINARY, ...args], { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      const code = error === null ? 0 : Number(error.code ?? -1);
      resolve({ code, stdout, stderr });
    });
  });
}

/** A new folder under the system's, and what removes it. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'metasparse-cli-'));
  return {
    path,
    remove: () => {
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** A copy of a shipped sample, to be broken. */
export function copySample(name: 'carla' | 'hypersim', folder: string): string {
  cpSync(join(SAMPLES, name), folder, { recursive: true });
  return folder;
}
