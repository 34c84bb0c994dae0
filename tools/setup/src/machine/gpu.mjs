import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { SetupError } from '../setup-error.mjs';

const DRIVER_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/lib/wsl/lib',
  '/usr/local/nvidia/lib64',
];

/** @param {NodeJS.ProcessEnv} env @returns {string | undefined} where the NVIDIA driver shows itself */
export function findNvidiaDriver(env) {
  const libraries = [...(env.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean), ...DRIVER_FOLDERS];
  const programs = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [
    ...libraries.map((folder) => join(folder, 'libcuda.so.1')),
    ...programs.map((folder) => join(folder, 'nvidia-smi')),
  ].find((path) => existsSync(path));
}

/**
 * The TensorFlow build to use: METASPARSE_DEVICE=cpu|gpu, or auto (the default): gpu where there is an NVIDIA driver.
 * @param {NodeJS.ProcessEnv} env
 * @returns {'cpu' | 'gpu'}
 */
export function chooseDevice(env) {
  const asked = env.METASPARSE_DEVICE || 'auto';
  if (asked === 'cpu' || asked === 'gpu') return asked;
  if (asked === 'auto') return findNvidiaDriver(env) === undefined ? 'cpu' : 'gpu';
  throw new SetupError(`METASPARSE_DEVICE is "${asked}".`, {
    advice: 'Set it to cpu, gpu or auto.',
    exitCode: 2,
  });
}
