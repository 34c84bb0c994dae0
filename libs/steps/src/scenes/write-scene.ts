import { asDiskError } from '@metasparse/artifacts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sceneFiles, type ScenePlan } from './scene-files.js';

/**
 * Writes the files of one scene below a folder whose sub-folders are there. Returns their bytes.
 * @throws ResourceExhaustedError when the disk is full.
 */
export function writeScene(folder: string, plan: ScenePlan, index: number): number {
  let bytes = 0;
  for (const [path, content] of sceneFiles(plan, index)) {
    const file = join(folder, path);
    try {
      writeFileSync(file, content, { flag: 'wx' });
    } catch (error) {
      throw asDiskError(error, file);
    }
    bytes += content.length;
  }
  return bytes;
}
