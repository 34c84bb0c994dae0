import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../../test/scratch-folder.js';
import { PickleWriter } from '../pickle/pickle-writer.js';
import { readPickleBytes } from '../pickle/read-pickle.js';
import { PickleTuple } from '../pickle/values.js';
import { TORCH_TYPES, type TorchType } from './element-types.js';
import { openTorchFile } from './open-torch-file.js';
import { stateDictOf } from './state-dict.js';
import { StorageTable } from './storage-table.js';
import { writeTorchZip, type TorchEntry } from './write-torch-zip.js';

const inScratch = scratchFolder();

const entries: fc.Arbitrary<TorchEntry[]> = fc.uniqueArray(
  fc
    .record({
      name: fc.string({ unit: 'grapheme', maxLength: 40 }),
      type: fc.constantFrom(...(Object.keys(TORCH_TYPES) as TorchType[])),
      shape: fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
    })
    .chain(({ name, type, shape }) => {
      const bytes = shape.reduce<number>((product, n) => product * n, TORCH_TYPES[type].bytes);
      return fc
        .uint8Array({ minLength: bytes, maxLength: bytes })
        .map((content) => ({ name, type, shape, read: () => content }));
    }),
  { selector: ({ name }) => name, minLength: 1, maxLength: 8 },
);

describe('a written checkpoint', () => {
  it('gives back names, types, shapes and bytes, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (written) => {
        const path = inScratch('any.pth');
        await writeTorchZip(path, written);
        const file = openTorchFile(path);
        const { tensors, prefix } = stateDictOf(file);
        const read = [...tensors].map(([name, tensor]) => [
          prefix + name,
          tensor.type,
          tensor.shape,
          tensor.elements(),
        ]);
        file.close();
        expect(read).toEqual(
          written.map(({ name, type, shape, read: bytes }) => [name, type, shape, bytes()]),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('has the same bytes each time', async () => {
    const one: TorchEntry = { name: 'w', type: 'float32', shape: [2], read: () => new Uint8Array(8).fill(7) };
    await writeTorchZip(inScratch('one.pth'), [one]);
    await writeTorchZip(inScratch('two.pth'), [one]);
    expect(readFileSync(inScratch('one.pth')).equals(readFileSync(inScratch('two.pth')))).toBe(true);
  });

  it('is not written where a tensor has not the bytes of its shape', async () => {
    const short: TorchEntry = { name: 'w', type: 'float32', shape: [2], read: () => new Uint8Array(7) };
    await expect(writeTorchZip(inScratch('short.pth'), [short])).rejects.toThrow('has 7 bytes, it said 8');
    expect(() => openTorchFile(inScratch('short.pth'))).toThrow('cannot be opened');
  });
});

describe('a written pickle', () => {
  it('has whole numbers of every length', () => {
    const numbers = [0, 255, 256, 2 ** 31 - 1, 2 ** 31, Number.MAX_SAFE_INTEGER];
    const bytes = new PickleWriter().integers(numbers).finish();
    const world = new StorageTable('x.pth', () => ({ read: () => new Uint8Array(0) }));
    expect(readPickleBytes('x.pth', bytes, world)).toEqual(new PickleTuple(numbers));
  });
});
