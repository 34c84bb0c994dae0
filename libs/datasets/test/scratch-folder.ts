import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A folder of its own for a test file; `remove` it afterwards. */
export interface ScratchFolder {
  readonly path: string;
  /** Copies a folder in under a name and returns its path. */
  copy(from: string, name: string): Promise<string>;
  /** Writes a file, folders included, and returns its path. */
  write(path: string, content: Uint8Array | string): Promise<string>;
  remove(): Promise<void>;
}

export async function scratchFolder(): Promise<ScratchFolder> {
  const path = await mkdtemp(join(tmpdir(), 'metasparse-datasets-'));
  return {
    path,
    async copy(from, name) {
      await cp(from, join(path, name), { recursive: true });
      return join(path, name);
    },
    async write(name, content) {
      const file = join(path, name);
      await mkdir(dirname(file), { recursive: true });
      await rm(file, { force: true });
      await writeFile(file, content);
      return file;
    },
    remove: () => rm(path, { recursive: true, force: true }),
  };
}
