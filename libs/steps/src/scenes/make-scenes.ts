import { CancelledError } from '@metasparse/contracts';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { folders, type ScenePlan } from './scene-files.js';
import { makeFolder, requireRoom } from './scene-folder.js';
import { sceneIndexes } from './scene-indexes.js';
import { checkSceneRequest, type SceneRequest } from './scene-request.js';
import { writeOnThreads } from './scene-threads.js';
import { writeScene } from './write-scene.js';

/** What a set takes on disk at most, bytes a pixel: the depth alone takes 4. */
const BYTES_PER_PIXEL = 9;
const BYTES_PER_CONTROL = 2.5;

export interface SceneSet {
  readonly out: string;
  readonly train: number;
  readonly test: number;
  readonly bytes: number;
}

/**
 * Writes a set of procedural scenes in NYUv2's layout: img, seg, normal_mask, depth, edge, keypoint and a folder for
 * each control, nyu_v2_3task.json with NYUv2's four columns, and scenes.json with all. The bytes depend on seed,
 * count, size, testPercent and controls alone, not on the workers or the machine. The folder appears when it is
 * complete.
 * @throws InvalidArgumentError for a field out of bounds, ConflictError for a folder that is taken,
 *   ResourceExhaustedError when the disk is too small or full, CancelledError when the signal says so.
 */
export async function makeScenes(request: SceneRequest): Promise<SceneSet> {
  checkSceneRequest(request);
  const { count, height, width, seed, out, testPercent = 20, controls = [], signal } = request;
  const workers = request.workers ?? availableParallelism();
  const plan: ScenePlan = { seed, height, width, controls };
  const indexes = sceneIndexes(plan, count, testPercent);
  await requireRoom(out, count * height * width * (BYTES_PER_PIXEL + BYTES_PER_CONTROL * controls.length));
  let bytes = 0;
  await makeFolder(out, async (folder) => {
    for (const name of folders(controls)) await mkdir(join(folder, name));
    bytes = await writeAll(request, plan, folder, workers);
    await writeFile(join(folder, 'scenes.json'), indexes.scenes);
    await writeFile(join(folder, 'nyu_v2_3task.json'), indexes.nyuv2);
    if (signal?.aborted === true) throw stopped(out);
  });
  const test = Math.floor((count * testPercent) / 100);
  return { out, train: count - test, test, bytes };
}

async function writeAll(
  { count, out, onProgress, signal }: SceneRequest,
  plan: ScenePlan,
  folder: string,
  workers: number,
): Promise<number> {
  let done = 0;
  let bytes = 0;
  const onWritten = (more: number): void => {
    done++;
    bytes += more;
    onProgress?.({ done, count, bytes });
  };
  const halt = new AbortController();
  const onAbort = (): void => {
    halt.abort(stopped(out));
  };
  signal?.addEventListener('abort', onAbort);
  if (signal?.aborted === true) onAbort();
  try {
    if (workers === 0) await writeHere(folder, plan, count, onWritten, halt.signal);
    else await writeOnThreads({ folder, plan }, count, workers, onWritten, halt.signal);
  } finally {
    signal?.removeEventListener('abort', onAbort);
  }
  return bytes;
}

async function writeHere(
  folder: string,
  plan: ScenePlan,
  count: number,
  onWritten: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    onWritten(writeScene(folder, plan, index));
    await setImmediate();
  }
}

function stopped(out: string): CancelledError {
  return new CancelledError(`Making scenes was stopped; ${out} was not written.`, { file: out });
}
