/** What is at a path. */
export interface Entry {
  readonly kind: 'file' | 'folder' | 'other';
  /** Bytes of a file, 0 otherwise. */
  readonly size: number;
}

/**
 * Where a dataset's bytes come from. Paths are relative to the root, with "/"; a path that could climb out of the
 * root (absolute, "..", NUL) is refused with InvalidDataError by every method.
 */
export interface ByteSource {
  /** How the root is named in messages: the folder as the user gave it. */
  readonly name: string;
  /** @throws NotFoundError when nothing is there; InvalidDataError when it is no file or cannot be read. */
  read(path: string): Promise<Uint8Array>;
  /** Undefined when nothing is there. */
  stat(path: string): Promise<Entry | undefined>;
  /** Names in a folder, sorted; "" is the root. @throws NotFoundError when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
}
