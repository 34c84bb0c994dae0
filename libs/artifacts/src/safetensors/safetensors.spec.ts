import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DomainError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeHeader, headerLength, LENGTH_BYTES } from './header.js';
import { SafetensorsFile } from './reader.js';
import { writeSafetensors } from './writer.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-safetensors-'));
const path = join(folder, 'a.safetensors');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const TENSORS = [
  { name: 'seg/conv.weight', dtype: 'F32', shape: [2, 3] },
  { name: 'mask', dtype: 'U8', shape: [5] },
  { name: 'nothing', dtype: 'F32', shape: [0, 7] },
  { name: '7', dtype: 'F32', shape: [] },
] as const;
const DATA = [
  Float32Array.of(1, -2, 3.5, 0, 1e-40, Infinity),
  Uint8Array.of(1, 2, 3, 4, 255),
  new Float32Array(0),
  Float32Array.of(7),
];

const write = (): Promise<void> => writeSafetensors(path, TENSORS, { format: 'test', note: 'ä' }, DATA);

/** Header and tensors of a file's bytes, as `open` checks them. */
function parse(bytes: Uint8Array): void {
  const length = headerLength('x', bytes.subarray(0, LENGTH_BYTES), bytes.length);
  decodeHeader('x', bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length), bytes.length);
}

/** A file with this header and a body of `bytes`. */
function fileWith(header: string, bodyBytes: number): Uint8Array {
  const text = Buffer.from(header);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, Buffer.alloc(bodyBytes)]);
}

describe('a safetensors file', () => {
  it('gives back the tensors and the metadata that were written', async () => {
    await write();
    const file = SafetensorsFile.open(path);
    expect(file.header.metadata).toEqual({ format: 'test', note: 'ä' });
    expect(file.header.tensors.map(({ name, dtype, shape }) => ({ name, dtype, shape }))).toEqual(TENSORS);
    expect(file.float32('seg/conv.weight')).toEqual(DATA[0]);
    expect(file.bytes('mask', 'U8')).toEqual(DATA[1]);
    expect(file.float32('nothing')).toEqual(DATA[2]);
    expect(file.float32('7')).toEqual(DATA[3]);
    file.close();
  });

  it('has the layout of the format: a length, JSON padded to 8 bytes, then the tensors without a gap', async () => {
    await write();
    const bytes = readFileSync(path);
    const length = Number(bytes.readBigUInt64LE());
    expect((LENGTH_BYTES + length) % 8).toBe(0);
    const header = JSON.parse(bytes.subarray(LENGTH_BYTES, LENGTH_BYTES + length).toString()) as unknown;
    expect(header).toMatchObject({
      __metadata__: { format: 'test' },
      'seg/conv.weight': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
      mask: { dtype: 'U8', shape: [5], data_offsets: [24, 29] },
    });
    expect(bytes.length).toBe(LENGTH_BYTES + length + 24 + 5 + 4);
    expect(bytes.readFloatLE(LENGTH_BYTES + length + 4)).toBe(-2);
  });

  it('is refused by the writer when arrays do not fill the tensors', async () => {
    const short = DATA.slice(0, 3);
    await expect(writeSafetensors(path, TENSORS, {}, short)).rejects.toThrow('3 arrays for 4 tensors');
    await expect(writeSafetensors(path, TENSORS, {}, [...DATA, ...short])).rejects.toThrow('more arrays');
    await expect(writeSafetensors(path, TENSORS, {}, DATA.toReversed())).rejects.toThrow(
      'needs 24 bytes, got 4',
    );
  });

  it('says which tensor is not there or of another type', async () => {
    await write();
    const file = SafetensorsFile.open(path);
    expect(() => file.float32('seg')).toThrow('has no tensor "seg"');
    expect(() => file.float32('mask')).toThrow('tensor mask is U8, expected F32');
    file.close();
    expect(() => SafetensorsFile.open(join(folder, 'none'))).toThrow(NotFoundError);
  });
});

describe('a broken safetensors file is refused', () => {
  const tensor = (fields: string): string => `{"t": {${fields}}}`;
  it.each([
    ['that is too short', Buffer.from('abc'), 'has 3 bytes'],
    ['with an absurd header', Buffer.alloc(16, 255), 'claims a header'],
    ['that is not JSON', fileWith('hello', 0), 'not JSON'],
    ['that is a list', fileWith('[]', 0), 'not a JSON object'],
    [
      'with an unknown type',
      fileWith(tensor('"dtype": "F8", "shape": [], "data_offsets": [0, 1]'), 1),
      'dtype F8',
    ],
    [
      'whose sizes do not fit',
      fileWith(tensor('"dtype": "F32", "shape": [3], "data_offsets": [0, 8]'), 8),
      'has 8 bytes, F32 of shape [3] needs 12',
    ],
    [
      'with a gap',
      fileWith(tensor('"dtype": "F32", "shape": [1], "data_offsets": [4, 8]'), 8),
      'starts at byte 4, expected 0',
    ],
    [
      'with bytes left over',
      fileWith(tensor('"dtype": "F32", "shape": [1], "data_offsets": [0, 4]'), 9),
      'holds 9 bytes of tensors, the header describes 4',
    ],
    [
      'of negative size',
      fileWith(tensor('"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]'), 4),
      'has shape [-1], not a list of sizes',
    ],
    [
      'nested deeper than the stack',
      fileWith(tensor(`"dtype": ${'['.repeat(2e5)}${']'.repeat(2e5)}`), 0),
      'dtype',
    ],
    ['with numbers as metadata', fileWith('{"__metadata__": {"a": 1}}', 0), 'not a map of strings'],
  ])('%s', (_, bytes, says) => {
    expect(() => {
      parse(bytes);
    }).toThrow(InvalidDataError);
    expect(() => {
      parse(bytes);
    }).toThrow(says);
  });
});

/** One to six edits of bytes: set, cut off, taken out, or doubled. */
const EDITS = fc.array(
  fc.record({
    kind: fc.constantFrom('set', 'cut', 'remove', 'repeat'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    near: fc.boolean(),
    length: fc.integer({ min: 1, max: 16 }),
    value: fc.oneof(
      fc.constantFrom(0, 0x7f, 0x80, 0xff, 0x2d, 0x39, 0x5b, 0x7b),
      fc.integer({ min: 0, max: 255 }),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

type Edit = typeof EDITS extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function edit(bytes: Buffer, { kind, at, near, length, value }: Edit): Buffer {
  const place = Math.floor(at * (near ? Math.min(bytes.length, 400) : bytes.length));
  if (kind === 'cut') return bytes.subarray(0, place);
  if (kind === 'remove') return Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + length)]);
  if (kind === 'repeat') return Buffer.concat([bytes.subarray(0, place + length), bytes.subarray(place)]);
  const copy = Buffer.from(bytes);
  if (place < copy.length) copy[place] = value;
  return copy;
}

describe('mutated safetensors files', () => {
  it('are read or refused with InvalidDataError, 30,000 headers', async () => {
    await write();
    const whole = readFileSync(path);
    fc.assert(
      fc.property(EDITS, (edits) => {
        const bytes = edits.reduce(edit, whole);
        expectDomainError(() => {
          parse(bytes);
        });
      }),
      { numRuns: 30_000 },
    );
  });

  it('are read or refused from the disk, 2,000 files', async () => {
    await write();
    const whole = readFileSync(path);
    const mutated = join(folder, 'mutated');
    fc.assert(
      fc.property(EDITS, (edits) => {
        writeFileSync(mutated, edits.reduce(edit, whole));
        expectDomainError(() => {
          const file = SafetensorsFile.open(mutated);
          for (const { name, dtype } of file.header.tensors) file.bytes(name, dtype);
          file.close();
        });
      }),
      { numRuns: 2000 },
    );
  });
});

function expectDomainError(act: () => void): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
  }
}
