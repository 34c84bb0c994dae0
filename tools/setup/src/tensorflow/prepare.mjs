import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache/cache-folder.mjs';
import { withLock } from '../cache/lock.mjs';
import { say } from '../console/say.mjs';
import { chooseDevice, findNvidiaDriver } from '../machine/gpu.mjs';
import { requirePlatform } from '../machine/platform.mjs';
import { buildBinding, isLinked, linkBinding } from './binding.mjs';
import { installRuntime, readRuntime, runtimeFolder } from './runtime.mjs';
import { runtimeFor } from './wheels.mjs';

/** @typedef {import('./wheels.mjs').Runtime} Runtime */

/** @param {string} clone @param {string} cache @param {Runtime} runtime */
export function placesOf(clone, cache, runtime) {
  const tensorflow = join(runtimeFolder(cache, runtime), 'tensorflow');
  return { clone, cache, tensorflow, runtimeName: runtime.name };
}

/**
 * Makes TensorFlow loadable from the clone: runtime in the cache, binding compiled, links in place. Does nothing when
 * all of that is so.
 * @param {string} clone
 * @param {{ env: NodeJS.ProcessEnv, signal?: AbortSignal | undefined }} context
 * @param {Runtime} [runtime]
 */
export async function prepareTensorflow(clone, context, runtime = runtimeFor(chooseDevice(context.env))) {
  const cache = cacheFolder(context.env);
  const places = placesOf(clone, cache, runtime);
  if ((await readRuntime(cache, runtime)) !== undefined && (await isLinked(places))) return;
  await requirePlatform();
  if (runtime.device === 'gpu' && findNvidiaDriver(context.env) === undefined)
    say(
      'No NVIDIA driver was found here: the GPU build is set up, but will refuse to start on this machine.',
    );
  const onWait = (/** @type {{ pid: number, host: string }} */ { pid, host }) =>
    say(`Another set-up (process ${pid} on ${host}) is at work in ${cache}; waiting for it …`);
  await withLock(
    join(cache, 'setup.lock'),
    async () => {
      await sweep(cache);
      if ((await readRuntime(cache, runtime)) === undefined) await installRuntime(cache, runtime, context);
      await buildBinding(places, context);
      await linkBinding(places);
    },
    { signal: context.signal, onWait },
  );
}

/** Removes what killed set-ups left behind; nobody else writes there while the lock is held. */
/** @param {string} cache */
async function sweep(cache) {
  const folder = join(cache, 'tmp');
  for (const name of await readdir(folder).catch(() => []))
    await rm(join(folder, name), { recursive: true, force: true });
}
