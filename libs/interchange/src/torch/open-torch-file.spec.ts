import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { memoryByteSource } from '../byte-source.js';
import { dictOf, pickle, tensorCall, text, type PickleParts } from '../../test/test-pickles.js';
import { zipBytes, type TestEntry } from '../../test/zip-bytes.js';
import { openTorchFile, readTorchFile } from './open-torch-file.js';
import { stateDictOf } from './state-dict.js';
import type { TorchTensor } from './torch-tensor.js';

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../../test/fixtures/${name}.pth`, import.meta.url));

/** Element i is i / 8, as the fixtures have it. */
const counted = (length: number): number[] => Array.from({ length }, (_, i) => i / 8);

/** A checkpoint in the zip format around a pickle and the bytes of storage 0. */
function checkpoint(data: Uint8Array, storage: Uint8Array, more: readonly TestEntry[] = []): () => unknown {
  const entries = [{ name: 'a/data.pkl', content: data }, { name: 'a/data/0', content: storage }, ...more];
  return () => readTorchFile(memoryByteSource('x.pth', zipBytes(entries))).value;
}

function tensorOf(data: Uint8Array, storage: Uint8Array, more: readonly TestEntry[] = []): TorchTensor {
  const entries = [{ name: 'a/data.pkl', content: data }, { name: 'a/data/0', content: storage }, ...more];
  const { tensors } = stateDictOf(readTorchFile(memoryByteSource('x.pth', zipBytes(entries))));
  const [tensor] = tensors.values();
  if (tensor === undefined) throw new Error('no tensor');
  return tensor;
}

function tensorsOf(name: string): Record<string, { shape: readonly number[]; values: readonly number[] }> {
  const file = openTorchFile(fixture(name));
  const tensors = [...stateDictOf(file).tensors].map(
    ([key, tensor]) => [key, { shape: tensor.shape, values: [...tensor.float32()] }] as const,
  );
  file.close();
  return Object.fromEntries(tensors);
}

describe('checkpoints that PyTorch wrote', () => {
  it.each(['zip', 'legacy', 'protocol4', 'training', 'training-legacy'])(
    'reads every value of %s',
    (name) => {
      const vector = { shape: [3], values: counted(3) };
      expect(tensorsOf(name)).toEqual({
        '0.weight': { shape: [3, 2, 3, 3], values: counted(54) },
        '0.bias': vector,
        '1.weight': vector,
        '1.bias': vector,
        '1.running_mean': vector,
        '1.running_var': vector,
        '1.num_batches_tracked': { shape: [], values: [2 ** 40] },
      });
    },
  );

  it('reads views row by row, whatever their strides', () => {
    const rows = Array.from({ length: 4 }, (_, r) => counted(24).slice(6 * r, 6 * r + 6));
    const at = (r: number, c: number): number => rows[r]?.[c] ?? Number.NaN;
    expect(tensorsOf('views')).toEqual({
      transposed: { shape: [6, 4], values: [0, 1, 2, 3, 4, 5].flatMap((c) => rows.map((row) => row[c])) },
      column: { shape: [4], values: [at(0, 2), at(1, 2), at(2, 2), at(3, 2)] },
      corner: { shape: [2, 3], values: [at(1, 2), at(1, 3), at(1, 4), at(2, 2), at(2, 3), at(2, 4)] },
      channels_last: { shape: [2, 3, 2, 2], values: counted(24) },
      parameter: { shape: [3], values: counted(3) },
      scalar: { shape: [], values: [7] },
      empty: { shape: [0, 3], values: [] },
    });
  });

  it('reads every element type', () => {
    const whole = { shape: [5], values: [0, 1, 2, 3, 4] };
    const eighths = { shape: [5], values: counted(5) };
    expect(tensorsOf('types')).toEqual({
      ...Object.fromEntries(['float64', 'float16', 'bfloat16'].map((type) => [`torch.${type}`, eighths])),
      ...Object.fromEntries(
        ['int64', 'int32', 'int16', 'int8', 'uint8'].map((type) => [`torch.${type}`, whole]),
      ),
      'torch.bool': { shape: [3], values: [1, 0, 1] },
    });
  });

  it('refuses a whole pickled module and says what it would run', () => {
    expect(() => openTorchFile(fixture('whole-module'))).toThrow(
      /would run torch\.nn\.modules\.container\.Sequential/,
    );
  });
});

describe('the zip format', () => {
  const four = { elements: 4, shape: [2, 2], strides: [2, 1] };
  const bytes = new Uint8Array(Float32Array.of(0.5, 1, 1.5, 2).buffer);

  it('takes deflated storages and big-endian ones', () => {
    const data = dictOf('w', tensorCall(four));
    const packed = zipBytes([
      { name: 'a/data.pkl', content: data, deflate: true },
      { name: 'a/data/0', content: bytes, deflate: true },
    ]);
    const [tensor] = stateDictOf(readTorchFile(memoryByteSource('x.pth', packed))).tensors.values();
    expect(tensor?.float32()).toEqual(Float32Array.of(0.5, 1, 1.5, 2));
    const swapped = bytes.slice();
    for (let i = 0; i < 16; i += 4) swapped.subarray(i, i + 4).reverse();
    const big = tensorOf(data, swapped, [{ name: 'a/byteorder', content: 'big' }]);
    expect(big.float32()).toEqual(Float32Array.of(0.5, 1, 1.5, 2));
  });

  it.each<[string, Parameters<typeof tensorCall>[0], string]>([
    ['an offset beyond the storage', { ...four, offset: 1 }, 'reaches behind its 4 elements'],
    ['a negative offset', { ...four, offset: -1 }, 'none may be negative'],
    ['a negative size', { ...four, shape: [-2, 2] }, 'none may be negative'],
    ['a negative stride', { ...four, strides: [-2, 1] }, 'none may be negative'],
    ['strides beyond the storage', { ...four, strides: [3, 1] }, 'reaches behind'],
    ['rows that overlap', { ...four, strides: [1, 1] }, 'which overlap'],
    ['one element spread over a huge shape', { ...four, shape: [2 ** 40], strides: [0] }, 'reaches behind'],
    ['one element shown twice', { ...four, shape: [2], strides: [0] }, 'which overlap'],
    [
      'a shape whose product overflows',
      { ...four, shape: [2 ** 40, 2 ** 40], strides: [0, 0] },
      'reaches behind',
    ],
    ['fewer strides than axes', { ...four, strides: [1] }, '2 axes and 1 strides'],
    ['a storage longer than its bytes', { ...four, elements: 5 }, 'its pickle says 5 elements'],
    ['another element type', { ...four, storage: 'DoubleStorage' }, '4 elements of 8 bytes'],
    ['a storage class that is none', { ...four, storage: 'Size' }, 'a storage is named'],
    ['backward hooks', { ...four, hooks: pickle('}', text('h'), 'Ns') }, 'backward hooks, which are code'],
  ])('refuses a tensor with %s', (_, geometry, message) => {
    const read = checkpoint(dictOf('w', tensorCall(geometry)), bytes);
    expect(read).toThrow(InvalidDataError);
    expect(read).toThrow(message);
  });

  it('refuses a storage that is described in two ways', () => {
    const twice = pickle(
      '\x80\x02}',
      text('a'),
      tensorCall(four),
      's',
      text('b'),
      tensorCall({ ...four, storage: 'IntStorage' }),
      's.',
    );
    expect(checkpoint(twice, bytes)).toThrow('describes storage "0" in two ways');
  });

  it('refuses archives that are no checkpoint', () => {
    const data = dictOf('w', tensorCall(four));
    const archive = (entries: TestEntry[]) => () =>
      readTorchFile(memoryByteSource('x.pth', zipBytes(entries)));
    expect(archive([{ name: 'a/data/0', content: bytes }])).toThrow('0 files NAME/data.pkl');
    expect(
      archive([
        { name: 'a/data.pkl', content: data },
        { name: 'b/data.pkl', content: data },
      ]),
    ).toThrow('2 files');
    expect(archive([{ name: 'a/data.pkl', content: data }])).toThrow('has no entry "a/data/0"');
    expect(checkpoint(data, bytes, [{ name: 'a/code/x.py', content: '' }])).toThrow('TorchScript program');
    expect(checkpoint(data, bytes, [{ name: 'a/byteorder', content: 'middle' }])).toThrow(
      'unknown byte order',
    );
  });

  it('refuses a file cut short anywhere', () => {
    const whole = readFileSync(fixture('zip'));
    for (let length = 0; length < whole.length; length += 7)
      expect(() => readTorchFile(memoryByteSource('x.pth', whole.subarray(0, length)))).toThrow(
        InvalidDataError,
      );
  });
});

describe('the legacy format', () => {
  const whole = readFileSync(fixture('legacy'));
  const read = (bytes: Uint8Array) => () => readTorchFile(memoryByteSource('x.pth', bytes));

  it('refuses a file cut short anywhere', () => {
    for (let length = 0; length < whole.length; length++)
      expect(read(whole.subarray(0, length))).toThrow(InvalidDataError);
  });

  it('refuses bare pickles and names what they would run', () => {
    expect(read(pickle('\x80\x02cposix\nsystem\n', text('id'), '\x85R.'))).toThrow('would run posix.system');
    expect(read(pickle("cos\nsystem\n(S'id'\ntR."))).toThrow('would run os.system');
    expect(read(pickle('\x80\x02}.'))).toThrow('magic number');
  });

  it('refuses a module with its source, and views of storages', () => {
    const head = whole.subarray(0, 137);
    const id = (...parts: PickleParts) => pickle(head, '\x80\x02(', ...parts, 'tQ.');
    expect(read(id(text('module'), 'NNN'))).toThrow('whole pickled module');
    const view = pickle('(', text('1'), 'K\x00K\x01t');
    const storage = [
      text('storage'),
      'ctorch\nFloatStorage\n',
      text('0'),
      text('cpu'),
      'K\x01',
      view,
    ] as const;
    expect(read(id(...storage))).toThrow('view of another storage');
  });
});

describe('other files', () => {
  it('says what they are', () => {
    const tar = Buffer.alloc(512);
    tar.write('ustar', 257);
    expect(() => readTorchFile(memoryByteSource('x.pth', new Uint8Array(0)))).toThrow('it is empty');
    expect(() => readTorchFile(memoryByteSource('x.pth', tar))).toThrow('torch before 0.2');
    expect(() => readTorchFile(memoryByteSource('x.pth', Buffer.from('hello')))).toThrow(
      'neither as a zip archive',
    );
    expect(() => openTorchFile(fixture('not-there'))).toThrow(NotFoundError);
    expect(() => openTorchFile(fileURLToPath(new URL('.', import.meta.url)))).toThrow('is not a file');
  });
});
