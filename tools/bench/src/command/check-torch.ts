import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '@metasparse/contracts';
import { runToEnd } from '../run/child.js';
import { torchEnvironment } from '../subjects/commands.js';
import { prepareTorch } from '../torch/install.js';

const THREADS = 2;

export interface CheckFlags {
  readonly shared: string;
  readonly file: string;
  readonly python?: string;
}

/** Compares our PyTorch loops with the golden values in `shared`; the table, or UnsupportedError with it when they differ. */
export async function checkTorch({ shared, file, python }: CheckFlags, signal: AbortSignal): Promise<string> {
  const golden = join(shared, 'golden', `${file}.json`);
  if (!existsSync(golden)) {
    throw new NotFoundError(`${golden} is not there: name the folder that holds golden/ with --shared.`, {
      file: golden,
      field: '--shared',
    });
  }
  const torch = await prepareTorch(python, signal);
  const flags = ['--check-golden', shared, '--golden-file', file, '--threads', String(THREADS)];
  const args = [join(torch.scripts, 'saliency_bench.py'), ...flags];
  const env = torchEnvironment(torch, THREADS);
  return (await runToEnd({ file: torch.python, args, env }, signal)).stdout;
}
