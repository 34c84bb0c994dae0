import { fromErrorData, UnsupportedError } from '@metasparse/contracts';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { SceneReply, SceneThreadSetup } from './scene-thread.js';

/**
 * Writes scenes 0 to count - 1 on threads, each taking the next number when it is free. Which thread writes a scene
 * does not matter to its bytes. The first failure stops all.
 * @throws UnsupportedError when the threads' script is not built.
 */
export async function writeOnThreads(
  setup: SceneThreadSetup,
  count: number,
  threads: number,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const script = threadScript();
  const workers = Array.from(
    { length: Math.min(threads, count) },
    () => new Worker(script, { workerData: setup, execArgv: [], name: 'metasparse-scenes' }),
  );
  let next = 0;
  const take = (): number | null => (next < count ? next++ : null);
  try {
    await Promise.all(workers.map((worker) => drive(worker, take, onWritten, signal)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

/** Feeds one thread until there is nothing to take. */
function drive(
  worker: Worker,
  take: () => number | null,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const feed = (): void => {
      const index = take();
      if (index === null) resolve();
      else worker.postMessage(index);
    };
    worker.on('message', (reply: SceneReply) => {
      if ('error' in reply) reject(fromErrorData(reply.error));
      else {
        onWritten(reply.bytes);
        feed();
      }
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`a thread that makes scenes ended with code ${String(code)}`));
    });
    signal.addEventListener('abort', () => {
      reject(reasonOf(signal));
    });
    if (signal.aborted) reject(reasonOf(signal));
    else feed();
  });
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error('stopped');
}

/** Beside this file when built; from source (tests) the built one, as Node runs no TypeScript in threads. */
function threadScript(): URL {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/scenes/scene-thread.js' : './scene-thread.js';
  const script = new URL(built, import.meta.url);
  if (existsSync(script)) return script;
  throw new UnsupportedError(
    `The script ${fileURLToPath(script)} of the threads that make scenes is not built.`,
    {
      file: fileURLToPath(script),
      hint: 'run: npx tsc -b',
    },
  );
}
