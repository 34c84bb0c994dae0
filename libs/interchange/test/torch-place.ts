import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const TORCH = 'torch-2.15.0';
const PYTHONS = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11'];
const TAG = 'import sys; print("cp%d%d" % sys.version_info[:2])';
const SCRIPTS = fileURLToPath(new URL('../../../tools/bench/torch', import.meta.url));

const run = promisify(execFile);

/** The PyTorch that the benchmark's installer put into the cache. Throws with the command to run where it is not there. */
export async function torchPlace(): Promise<{ python: string; env: NodeJS.ProcessEnv }> {
  const wanted: string[] = [];
  for (const python of PYTHONS) {
    const tag = await run(python, ['-c', TAG]).then(
      ({ stdout }) => stdout.trim(),
      () => undefined,
    );
    if (tag === undefined) continue;
    const packages = join(cacheFolder(), `${TORCH}-${tag}`);
    if (existsSync(join(packages, 'INSTALLED.json')))
      return {
        python,
        env: { ...process.env, PYTHONPATH: `${packages}:${SCRIPTS}`, PYTHONDONTWRITEBYTECODE: '1' },
      };
    wanted.push(`${python} tools/bench/torch/install_torch.py --target ${packages}`);
  }
  throw new Error(
    `PyTorch is not installed; run: ${wanted[0] ?? 'apt-get install python3, then this test again'}`,
  );
}

function cacheFolder(): string {
  const { METASPARSE_CACHE: own, XDG_CACHE_HOME: xdg } = process.env;
  if (own !== undefined && own !== '') return resolve(own);
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'metasparse');
}
