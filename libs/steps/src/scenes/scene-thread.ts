import { toErrorData, type ErrorData } from '@metasparse/contracts';
import { parentPort, workerData } from 'node:worker_threads';
import type { ScenePlan } from './scene-files.js';
import { writeScene } from './write-scene.js';

/** What a thread is started with. */
export interface SceneThreadSetup {
  readonly folder: string;
  readonly plan: ScenePlan;
}

/** From a thread: a scene is written, or cannot be. */
export type SceneReply = { readonly bytes: number } | { readonly error: ErrorData };

/** Entry of a thread: writes the scenes whose numbers it is sent. */
function serve(port: NonNullable<typeof parentPort>, { folder, plan }: SceneThreadSetup): void {
  port.on('message', (index: number) => {
    port.postMessage(attempt(() => writeScene(folder, plan, index)));
  });
}

function attempt(write: () => number): SceneReply {
  try {
    return { bytes: write() };
  } catch (error) {
    return { error: toErrorData(error) };
  }
}

if (parentPort !== null) serve(parentPort, workerData as SceneThreadSetup);
