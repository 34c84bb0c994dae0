import { ConflictError, InvalidArgumentError, InvalidDataError, ResourceExhaustedError } from '@metasparse/contracts';
import { cp, mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The samples that may be shipped, and the dataset whose layout each has. */
export const SAMPLES = ['carla', 'hypersim'] as const;
export type SampleName = (typeof SAMPLES)[number];

/** The same place from src/samples and dist/samples. */
const FOLDER = new URL('../../samples/', import.meta.url);

/** The folder of a packed sample, to be read in place. @throws InvalidArgumentError for an unknown name. */
export function sampleFolder(name: string): string {
  if (!(SAMPLES as readonly string[]).includes(name)) {
    throw new InvalidArgumentError(`There is no sample "${name}"; there are ${SAMPLES.join(' and ')}.`, {
      field: 'name',
      value: name,
      bound: SAMPLES.join(' | '),
    });
  }
  return fileURLToPath(new URL(name, FOLDER));
}

/**
 * Writes a packed sample with its licence to a new or empty folder: wholly or not at all.
 * @throws ConflictError when the folder holds something, ResourceExhaustedError when the disk is full.
 */
export async function writeSample(name: string, folder: string): Promise<void> {
  const from = sampleFolder(name);
  const target = resolve(folder);
  await requireFree(target, folder);
  const draft = `${target}.part-${String(process.pid)}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await cp(from, draft, { recursive: true });
    await rmdir(target).catch(ignoreAbsence);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { recursive: true, force: true });
    throw explain(cause, folder);
  }
}

async function requireFree(target: string, folder: string): Promise<void> {
  const names = await readdir(target).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw codeOf(cause) === 'ENOTDIR' ? occupied(folder) : explain(cause, folder);
  });
  if (names.length > 0) throw occupied(folder);
}

function occupied(folder: string): ConflictError {
  return new ConflictError(`${folder} already holds something; nothing was written.`, {
    file: folder,
    hint: 'choose a new folder',
  });
}

function ignoreAbsence(cause: unknown): void {
  if (codeOf(cause) !== 'ENOENT') throw cause;
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}

function explain(cause: unknown, folder: string): Error {
  const code = codeOf(cause);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ResourceExhaustedError(`The disk is full; nothing was written to ${folder}.`, { file: folder, cause });
  }
  if (code === 'ENOTEMPTY' || code === 'EEXIST') return occupied(folder);
  return new InvalidDataError(`${folder} cannot be written (${code}); nothing was written.`, { file: folder, cause });
}
