import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ResourceExhaustedError } from '@metasparse/contracts';

/**
 * Writes a file whole or not at all: `write` fills a temporary file beside it, which takes the name once it is on the
 * disk. A full disk is a ResourceExhaustedError; nothing is left behind.
 */
export async function writeAtomically(
  path: string,
  write: (file: FileHandle) => Promise<void>,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(temporary, 'wx');
    try {
      await write(file);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw asDiskError(error, path);
  }
}

/** `writeAtomically` of text or bytes. */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  await writeAtomically(path, async (file) => {
    await file.writeFile(content);
  });
}

/** Says a full disk or quota in the domain's words; anything else stays as it is. */
export function asDiskError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new ResourceExhaustedError(
    `${path}: the disk is full; free some space or choose another folder, then start again`,
    {
      file: path,
      hint: 'what was finished before is kept',
      cause: error,
    },
  );
}
