import { DomainError, InvalidDataError } from '@metasparse/contracts';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutate } from '../../test/mutations.js';
import { sharedFolder } from '../../test/shared-folder.js';
import { halfToNumber, type NpyData } from './dtype.js';
import { readNpy, toFloat32 } from './read-npy.js';
import { writeNpy } from './write-npy.js';

/** A file with a hand-written header. */
function file(header: string, body: Uint8Array, version = 1): Uint8Array {
  const text = new TextEncoder().encode(header);
  const length =
    version === 1 ? [text.length & 0xff, text.length >>> 8] : [text.length & 0xff, text.length >>> 8, 0, 0];
  return Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...body]);
}

function dictionary(descr: string, shape: string, fortran = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': ${shape}, }\n`;
}

function failure(bytes: Uint8Array): string {
  try {
    readNpy(bytes, 'a.npy');
  } catch (error) {
    if (error instanceof InvalidDataError) return error.message;
    throw error;
  }
  return 'no error';
}

const LITTLE: readonly (readonly [string, NpyData])[] = [
  ['|i1', Int8Array.of(-128, 0, 127)],
  ['<i2', Int16Array.of(-32768, 1, 32767)],
  ['<i4', Int32Array.of(-2147483648, 1, 2147483647)],
  ['<i8', BigInt64Array.of(-(2n ** 63n), 1n, 2n ** 63n - 1n)],
  ['|u1', Uint8Array.of(0, 1, 255)],
  ['<u2', Uint16Array.of(0, 1, 65535)],
  ['<u4', Uint32Array.of(0, 1, 4294967295)],
  ['<u8', BigUint64Array.of(0n, 1n, 2n ** 64n - 1n)],
  ['<f4', Float32Array.of(-1.5, NaN, Infinity)],
  ['<f8', Float64Array.of(-1e300, 0.1, -Infinity)],
];

function bytesOf(data: NpyData): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

describe('readNpy', () => {
  it.each(LITTLE)('reads %s in both byte orders', (descr, data) => {
    const body = bytesOf(data);
    expect(readNpy(file(dictionary(descr, '(3,)'), body), 'a').data).toEqual(data);
    const swapped = body.slice();
    for (let i = 0; i < 3; i++)
      swapped.subarray(i * data.BYTES_PER_ELEMENT, (i + 1) * data.BYTES_PER_ELEMENT).reverse();
    expect(readNpy(file(dictionary(descr.replace('<', '>'), '(3,)'), swapped), 'a').data).toEqual(data);
  });

  it('reads bool as 0 and 1 and float16 exactly', () => {
    expect(readNpy(file(dictionary('|b1', '(3,)'), Uint8Array.of(0, 1, 7)), 'a').data).toEqual(
      Uint8Array.of(0, 1, 1),
    );
    const half = readNpy(file(dictionary('<f2', '(2,)'), Uint8Array.of(0x01, 0x3c, 0xff, 0xfb)), 'a');
    expect(half).toMatchObject({ dtype: 'float16', data: Float32Array.of(1.0009765625, -65504) });
    expect([0x0000, 0x0001, 0x7c00, 0xfc00].map(halfToNumber)).toEqual([0, 2 ** -24, Infinity, -Infinity]);
    expect(halfToNumber(0x7e00)).toBeNaN();
  });

  it('turns Fortran order into C order', () => {
    const shape = [2, 3, 4];
    const c = Int16Array.from({ length: 24 }, (_, i) => i);
    const fortran = Int16Array.from({ length: 24 }, (_, at) => {
      const [i, j, k] = [at % 2, Math.floor(at / 2) % 3, Math.floor(at / 6)];
      return i * 12 + j * 4 + k;
    });
    const read = readNpy(file(dictionary('<i2', '(2, 3, 4)', 'True'), bytesOf(fortran)), 'a');
    expect(read).toEqual({ shape, dtype: 'int16', data: c });
  });

  it('reads format 2 and 3, scalars and empty arrays', () => {
    const body = bytesOf(Float32Array.of(2));
    expect(readNpy(file(dictionary('<f4', '(1,)'), body, 2), 'a').data).toEqual(Float32Array.of(2));
    expect(readNpy(file(dictionary('<f4', '()'), body, 3), 'a')).toMatchObject({
      shape: [],
      data: Float32Array.of(2),
    });
    expect(readNpy(file(dictionary('<f4', '(0, 999999999999)'), new Uint8Array(0)), 'a').data).toHaveLength(
      0,
    );
  });

  it('converts every type to float32', () => {
    expect(toFloat32(BigInt64Array.of(-3n))).toEqual(Float32Array.of(-3));
    expect(toFloat32(Float64Array.of(0.1))).toEqual(Float32Array.of(0.1));
    expect(toFloat32(Uint16Array.of(65535))).toEqual(Float32Array.of(65535));
  });

  it.each([
    ['not npy', new TextEncoder().encode('PNG, not an array'), /is not an npy file/],
    ['empty', new Uint8Array(0), /is not an npy file/],
    ['objects', file(dictionary('|O', '(1,)'), new Uint8Array(8)), /holds Python objects \(dtype "\|O"\)/],
    ['strings', file(dictionary('<U4', '(1,)'), new Uint8Array(16)), /holds no plain numbers/],
    ['complex', file(dictionary('<c8', '(1,)'), new Uint8Array(8)), /holds no plain numbers/],
    [
      'structure',
      file("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4)),
      /structure/,
    ],
    [
      'short',
      file(dictionary('<f4', '(2, 3)'), new Uint8Array(20)),
      /truncated: .* needs 24 bytes, there are 20/,
    ],
    [
      'trailing',
      file(dictionary('<f4', '(2, 3)'), new Uint8Array(25)),
      /has bytes after its array: .* 24 bytes/,
    ],
    ['absurd', file(dictionary('<f8', '(999999999, 999999999)'), new Uint8Array(8)), /truncated/],
    ['negative', file(dictionary('<f4', '(-1,)'), new Uint8Array(4)), /malformed/],
    [
      'cut header',
      file(dictionary('<f4', '(1,)'), new Uint8Array(4)).subarray(0, 40),
      /ends inside its npy header/,
    ],
    ['version 9', file(dictionary('<f4', '(1,)'), new Uint8Array(4), 9), /npy format 9/],
    [
      'code',
      file("{'descr': exec('x'), 'fortran_order': False, 'shape': (1,)}", new Uint8Array(4)),
      /malformed/,
    ],
    [
      'extra key',
      file("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'x': 1}", new Uint8Array(4)),
      /"x"/,
    ],
    [
      'twice',
      file("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': ()}", new Uint8Array(4)),
      /repeated/,
    ],
    ['no shape', file("{'descr': '<f4', 'fortran_order': False}", new Uint8Array(4)), /no 'shape'/],
    ['prototype', file(dictionary('constructor', '(1,)'), new Uint8Array(4)), /holds no plain numbers/],
  ])('refuses %s with one sentence', (_, bytes, message) => {
    expect(failure(bytes)).toMatch(message);
  });

  it('gives back what writeNpy wrote', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LITTLE), fc.nat(3), fc.boolean(), ([, kind], length, flat) => {
        const shape = flat ? [length] : [1, length, 1];
        const read = readNpy(writeNpy(kind.slice(0, length), shape), 'a');
        expect(read.shape).toEqual(shape);
        expect(read.data).toEqual(kind.slice(0, length));
      }),
    );
    expect(() => writeNpy(new Float32Array(3), [2])).toThrow(RangeError);
  });

  it('reads and repeats numpy files byte for byte', () => {
    const bytes = readFileSync(join(sharedFolder(), 'golden/loader_C_0061_uint8_patch.npy'));
    const { data, shape } = readNpy(bytes, 'patch');
    expect(shape).toEqual([48, 48, 3]);
    expect(Buffer.compare(writeNpy(data, shape), bytes)).toBe(0);
  });

  it('answers 40,000 mutations with an array or a domain error, never more bytes than the file has', () => {
    const seeds = [
      file(dictionary('<f4', '(4, 8)'), new Uint8Array(128)),
      file(dictionary('>u2', '(3, 5)', 'True'), new Uint8Array(30), 2),
    ];
    let refused = 0;
    for (let n = 0; n < 40_000; n++) {
      const bytes = mutate(seeds[n % 2] as Uint8Array, n);
      try {
        expect(readNpy(bytes, 'fuzz').data.byteLength).toBeLessThanOrEqual(2 * bytes.length);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(10_000);
  });
});
