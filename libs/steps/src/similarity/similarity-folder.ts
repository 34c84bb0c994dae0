import { RunFolder, type RunParameters } from '../run/run-folder.js';

/** The folder of a similarity run; a second start with the same settings goes on there. */
export function claimSimilarityFolder(path: string, parameters: RunParameters): Promise<RunFolder> {
  return RunFolder.claim(path, parameters, { folders: ['saliency', 'masks', 'judging'], goesOn: true });
}

/** The sum over all blocks of a seed so far; whole when the run is done. */
export function totalPath(folder: RunFolder, seed: number): string {
  return folder.file('saliency', `seed-${seed}.safetensors`);
}

/** What the blocks of a seed's batches give for judging; there once they are done. */
export function judgingPath(folder: RunFolder, seed: number, batches: number): string {
  return folder.file('judging', `seed-${seed}.batches-${batches}.json`);
}

/** The sum over one block of a seed, where it was asked to stay. */
export function keptBlockPath(folder: RunFolder, seed: number, block: number): string {
  return folder.file('blocks', `seed-${seed}.block-${block}.safetensors`);
}

/** The sum over one block of a seed. */
export function partialPath(folder: RunFolder, seed: number, block: number): string {
  return folder.file('work', `seed-${seed}.block-${block}.safetensors`);
}
