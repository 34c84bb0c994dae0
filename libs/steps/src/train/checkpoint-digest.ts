import { createHash, type Hash } from 'node:crypto';
import type { TensorData } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import type { ExtensionTensor, NetState, OpenCheckpoint } from '@metasparse/interchange';

const DIGEST = 'digest/sha256';
const MASK = 'mask/';

/** SHA-256 of a checkpoint's metadata, tensors and counts, fed while they are written; it is the file's last tensor. */
export class CheckpointDigest {
  readonly #hash: Hash;
  readonly #state: NetState;

  constructor(metadata: string, state: NetState) {
    this.#hash = createHash('sha256').update(metadata);
    this.#state = state;
  }

  /** The net with values and masks that pass through the digest when they are read. */
  get state(): NetState {
    const tensors = [...this.#state.tensors].map(
      ([name, { shape, read }]) => [name, { shape, read: () => this.pass(name, read()) }] as const,
    );
    const masks = [...this.#state.masks].map(([name, { shape, read }]) => {
      const passed = (): ReturnType<typeof read> => {
        const mask = read();
        this.pass(MASK + name, mask.bytes);
        return mask;
      };
      return [name, { shape, read: passed }] as const;
    });
    return { ...this.#state, tensors: new Map(tensors), masks: new Map(masks) };
  }

  pass<T extends TensorData>(name: string, data: T): T {
    this.#hash.update(name).update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return data;
  }

  /** Has to be written last. */
  get tensor(): ExtensionTensor {
    return { name: DIGEST, dtype: 'U8', shape: [32], read: () => new Uint8Array(this.#finish()) };
  }

  /** Reads all of a file. Throws InvalidDataError where it is not what was written. */
  static verify(path: string, metadata: string, { file, state }: OpenCheckpoint): void {
    const digest = new CheckpointDigest(metadata, state);
    const { tensors } = file.header;
    for (const { name, dtype } of tensors)
      if (name !== DIGEST && !state.counts.has(name)) digest.pass(name, file.bytes(name, dtype));
    const stored = tensors.some(({ name }) => name === DIGEST) ? file.bytes(DIGEST, 'U8') : new Uint8Array();
    if (digest.#finish().equals(stored)) return;
    throw new InvalidDataError(`${path}: is damaged: its SHA-256 is not the one that was written`, {
      file: path,
    });
  }

  #finish(): Buffer {
    return this.#hash.update(JSON.stringify([...this.#state.counts])).digest();
  }
}
