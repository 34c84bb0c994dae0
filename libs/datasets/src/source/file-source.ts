import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { ByteSource, Entry } from './byte-source.js';
import { safePath } from './safe-path.js';

/** Larger than any image, array or index of the three datasets by far. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

export interface FileSourceOptions {
  /**
   * Follow symbolic links inside the folder that lead out of it. Off by default: an unpacked archive could point
   * anywhere. The folder itself may always be a link.
   */
  readonly followLinksOut?: boolean;
}

/** Reads below one folder of the file system and nowhere else. */
export class FileSource implements ByteSource {
  private root: Promise<string> | undefined;

  constructor(
    readonly name: string,
    readonly options: FileSourceOptions = {},
  ) {}

  async read(path: string): Promise<Uint8Array> {
    const place = await this.resolve(path);
    const entry = place === undefined ? undefined : await statOf(place, path);
    if (place === undefined || entry === undefined) throw this.absent(path);
    if (entry.kind !== 'file') {
      throw new InvalidDataError(`${this.shown(path)} is not a file.`, { file: path });
    }
    if (entry.size > MAX_FILE_BYTES) {
      throw new InvalidDataError(
        `${this.shown(path)} has ${String(entry.size)} bytes; at most ${String(MAX_FILE_BYTES)} are read.`,
        { file: path, value: entry.size, bound: `<= ${String(MAX_FILE_BYTES)} bytes` },
      );
    }
    return readFile(place).catch((cause: unknown) => {
      throw unreadable(this.shown(path), cause);
    });
  }

  async stat(path: string): Promise<Entry | undefined> {
    const place = await this.resolve(path);
    return place === undefined ? undefined : statOf(place, path);
  }

  async list(folder: string): Promise<readonly string[]> {
    const place = folder === '' ? await this.rootPath() : await this.resolve(folder);
    if (place === undefined) throw this.absent(folder);
    const names = await readdir(place).catch((cause: unknown) => {
      throw unreadable(this.shown(folder), cause);
    });
    return names.sort();
  }

  /** The real place of a path, undefined when nothing is there. @throws InvalidDataError when it is outside. */
  private async resolve(path: string): Promise<string | undefined> {
    const safe = safePath(path, this.name);
    const root = await this.rootPath();
    const place = await realpath(join(root, safe)).catch((cause: unknown) => {
      if (isAbsence(cause)) return undefined;
      throw unreadable(this.shown(path), cause);
    });
    if (place === undefined || this.options.followLinksOut === true) return place;
    if (place !== root && !place.startsWith(root.endsWith(sep) ? root : root + sep)) {
      throw new InvalidDataError(`${this.shown(path)} is a link that leads out of ${this.name}.`, {
        file: path,
        value: place,
        bound: `a file below ${this.name}`,
        hint: 'replace the link by the files, or allow links that lead out of the folder',
      });
    }
    return place;
  }

  private rootPath(): Promise<string> {
    this.root ??= realpath(this.name).catch((cause: unknown) => {
      this.root = undefined;
      if (isAbsence(cause)) {
        throw new NotFoundError(`There is no folder ${this.name}.`, {
          file: this.name,
          hint: 'check the path of the dataset',
        });
      }
      throw unreadable(this.name, cause);
    });
    return this.root;
  }

  private absent(path: string): NotFoundError {
    return new NotFoundError(`There is no ${this.shown(path)}.`, { file: path });
  }

  private shown(path: string): string {
    return path === '' ? this.name : join(this.name, path);
  }
}

async function statOf(place: string, path: string): Promise<Entry | undefined> {
  const found = await stat(place).catch((cause: unknown) => {
    if (isAbsence(cause)) return undefined;
    throw unreadable(path, cause);
  });
  if (found === undefined) return undefined;
  if (found.isFile()) return { kind: 'file', size: found.size };
  return { kind: found.isDirectory() ? 'folder' : 'other', size: 0 };
}

function codeOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : 'unknown';
}

function isAbsence(cause: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(cause));
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links go in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOTDIR: 'it is not a folder',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
};

function unreadable(shown: string, cause: unknown): InvalidDataError {
  const code = codeOf(cause);
  return new InvalidDataError(`${shown} cannot be read: ${REASONS[code] ?? code}.`, { file: shown, cause });
}
