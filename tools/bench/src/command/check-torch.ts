import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { runToEnd } from '../run/child.js';
import { torchEnvironment } from '../subjects/commands.js';
import { prepareTorch } from '../torch/install.js';

const THREADS = 2;

export interface CheckFlags {
  readonly shared: string;
  readonly file: string;
  readonly python?: string;
}

/** Compares our PyTorch loops with the golden values in `shared` and returns the table; throws InvalidDataError when they differ. */
export async function checkTorch({ shared, file, python }: CheckFlags, signal: AbortSignal): Promise<string> {
  const golden = join(shared, 'golden', `${file}.json`);
  if (!existsSync(golden))
    throw new NotFoundError(`${golden} is not there: name the folder that holds golden/ with --shared.`);
  const torch = await prepareTorch(python, signal);
  const flags = ['--check-golden', shared, '--golden-file', file, '--threads', String(THREADS)];
  const args = [join(torch.scripts, 'saliency_bench.py'), ...flags];
  const { stdout } = await runToEnd(
    { file: torch.python, args, env: torchEnvironment(torch, THREADS) },
    signal,
  );
  if (stdout.includes('FAILED'))
    throw new InvalidDataError(`PyTorch's side differs from ${golden}:\n${stdout}`);
  return stdout;
}
