import { RunFolder, type RunParameters } from '../run/run-folder.js';

/** The folder of a similarity run; a second start with the same settings goes on there. */
export function claimSimilarityFolder(path: string, parameters: RunParameters): Promise<RunFolder> {
  return RunFolder.claim(path, parameters, { folders: ['saliency', 'masks'], goesOn: true });
}

/** The sum over all blocks of a seed so far; whole when the run is done. */
export function totalPath(folder: RunFolder, seed: number): string {
  return folder.file('saliency', `seed-${seed}.safetensors`);
}

/** The sum over one block that has not joined the total yet. */
export function partialPath(folder: RunFolder, seed: number, block: number): string {
  return folder.file('work', `seed-${seed}.block-${block}.safetensors`);
}
