import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CancelledError, UnsupportedError } from '@metasparse/contracts';
import { cacheFolder, childEnvironment } from '../config.js';
import { runToEnd } from '../run/child.js';

/** A Python with PyTorch, and the scripts that measure it. */
export interface TorchPlace {
  readonly python: string;
  /** Folder of saliency_bench.py. */
  readonly scripts: string;
  /** Folder that holds PyTorch; absent when Python has one of its own. */
  readonly packages: string | undefined;
  /** Folder for compiled Python files. */
  readonly bytecode: string;
}

export const TORCH_VERSION = '2.15.0';

const SCRIPTS = fileURLToPath(new URL('../../torch', import.meta.url));
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];
const TAG =
  'import sys; assert (3, 11) <= sys.version_info[:2] <= (3, 14); print("cp%d%d" % sys.version_info[:2])';

/**
 * PyTorch, installed into the cache the first time (540 MB to download, 1.1 GB kept), or that of `ownPython`. Throws
 * UnsupportedError when there is no fitting Python or the installation fails; the installer has then said why.
 */
export async function prepareTorch(ownPython: string | undefined, signal: AbortSignal): Promise<TorchPlace> {
  const cache = cacheFolder();
  const bytecode = join(cache, 'torch-bytecode');
  if (ownPython !== undefined) return { python: ownPython, scripts: SCRIPTS, packages: undefined, bytecode };
  const { python, tag } = await findPython(signal);
  const packages = join(cache, `torch-${TORCH_VERSION}-${tag}`);
  await install(python, packages, bytecode, signal);
  return { python, scripts: SCRIPTS, packages, bytecode };
}

async function findPython(signal: AbortSignal): Promise<{ readonly python: string; readonly tag: string }> {
  for (const python of PYTHONS) {
    const found = await runToEnd({ file: python, args: ['-c', TAG], env: {} }, signal).catch(passCancelled);
    if (found !== undefined) return { python, tag: found.stdout.trim() };
  }
  throw new UnsupportedError(
    `PyTorch ${TORCH_VERSION} needs Python 3.11 to 3.14, and none is on PATH: install one, name one that has PyTorch with --python, or measure ours alone with --only ours-fp32,ours-mixed.`,
  );
}

function passCancelled(error: unknown): undefined {
  if (error instanceof CancelledError) throw error;
  return undefined;
}

function install(python: string, target: string, bytecode: string, signal: AbortSignal): Promise<void> {
  const args = [join(SCRIPTS, 'install_torch.py'), '--target', target];
  const env = childEnvironment({ PYTHONPYCACHEPREFIX: bytecode });
  const child = spawn(python, args, { env, stdio: ['ignore', process.stderr, process.stderr], signal });
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      reject(signal.aborted ? new CancelledError('Stopped; PyTorch was not installed.') : error);
    });
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new UnsupportedError(`PyTorch ${TORCH_VERSION} could not be installed into ${target}.`));
    });
  });
}
