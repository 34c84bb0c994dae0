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

/**
 * Compares our PyTorch loops, of the saliency and of training, with the golden values in `shared`; the tables, or
 * UnsupportedError with the one that differs.
 */
export async function checkTorch({ shared, file, python }: CheckFlags, signal: AbortSignal): Promise<string> {
  for (const name of [file, 'train']) requireGolden(shared, name);
  const torch = await prepareTorch(python, signal);
  const env = torchEnvironment(torch, THREADS);
  const check = async (script: string, flags: readonly string[]): Promise<string> => {
    const common = ['--check-golden', shared, '--threads', String(THREADS)];
    const args = [join(torch.scripts, script), ...common, ...flags];
    return (await runToEnd({ file: torch.python, args, env }, signal)).stdout;
  };
  const saliency = await check('saliency_bench.py', ['--golden-file', file]);
  return saliency + (await check('train_bench.py', []));
}

function requireGolden(shared: string, name: string): void {
  const golden = join(shared, 'golden', `${name}.json`);
  if (existsSync(golden)) return;
  throw new NotFoundError(`${golden} is not there: name the folder that holds golden/ with --shared.`, {
    file: golden,
    field: '--shared',
  });
}
