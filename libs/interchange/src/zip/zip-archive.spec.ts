import { describe, expect, it } from 'vitest';
import { InvalidDataError } from '@metasparse/contracts';
import { memoryByteSource, openByteSource } from '../byte-source.js';
import { scratchFolder } from '../../test/scratch-folder.js';
import { zipBytes, type TestEntry } from '../../test/zip-bytes.js';
import { ZIP_LIMITS } from './central-directory.js';
import { ZipArchive } from './zip-archive.js';
import { writeZip } from './zip-writer.js';

const inScratch = scratchFolder();
const open = (entries: readonly TestEntry[]): ZipArchive =>
  ZipArchive.open(memoryByteSource('x.pth', zipBytes(entries)));
const letters = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const HELLO: TestEntry = { name: 'a/hello', content: 'hello' };

describe('a zip archive', () => {
  it('gives stored and deflated entries, whole and in part', () => {
    const archive = open([HELLO, { name: 'a/deflated', content: 'x'.repeat(100) + 'end', deflate: true }]);
    expect(archive.names).toEqual(['a/hello', 'a/deflated']);
    expect(letters(archive.read('a/hello', 10))).toBe('hello');
    expect(letters(archive.readRange('a/hello', 1, 3))).toBe('ell');
    expect(letters(archive.readRange('a/deflated', 99, 4))).toBe('xend');
    expect(letters(archive.read('a/deflated', 200))).toHaveLength(103);
  });

  it('is written with 64-bit sizes, contents at multiples of 64 and the same bytes each time', async () => {
    const contents = [1, 63, 64, 65, 1000].map((size) => ({
      name: `archive/data/${size}`,
      size,
      read: () => new Uint8Array(size).fill(size),
    }));
    await writeZip(inScratch('one.zip'), contents);
    await writeZip(inScratch('two.zip'), contents);
    const [one, two] = [openByteSource(inScratch('one.zip')), openByteSource(inScratch('two.zip'))];
    const bytes = one.read(0, one.size);
    expect(Buffer.compare(bytes, two.read(0, two.size))).toBe(0);
    const archive = ZipArchive.open(one);
    for (const { name, size, read } of contents) {
      expect(archive.read(name, size)).toEqual(read());
      const at = Buffer.from(bytes).indexOf(Buffer.from(read()));
      if (size > 63) expect(at % 64).toBe(0);
    }
    one.close();
    two.close();
  });
});

describe('refuses', () => {
  it.each<[string, TestEntry[], string]>([
    ['a name that climbs out', [{ ...HELLO, name: '../hello' }], 'leads out of the archive'],
    ['a name that climbs out inside', [{ ...HELLO, name: 'a/../../b' }], 'leads out of the archive'],
    ['an absolute name', [{ ...HELLO, name: '/etc/passwd' }], 'leads out of the archive'],
    ['a name of Windows', [{ ...HELLO, name: 'C:\\x' }], 'leads out of the archive'],
    ['an empty name', [{ ...HELLO, name: '' }], 'leads out of the archive'],
    ['two entries of one name', [HELLO, HELLO], 'two entries "a/hello"'],
    ['an encrypted entry', [{ ...HELLO, flags: 1 }], 'encrypted'],
    ['bzip2', [{ ...HELLO, method: 12 }], 'method 12'],
    ['a stored entry of another size', [{ ...HELLO, claimedSize: 6 }], 'says it has 6'],
    ['entries in the same bytes', [HELLO, { ...HELLO, sameAs: 0 }], 'two entries'],
    ['a bomb by its ratio', [{ name: 'b', content: new Uint8Array(2 ** 21), deflate: true }], '200 times'],
    ['a bomb by its claim', [{ ...HELLO, deflate: true, claimedSize: 0xfffffff0 }], 'at most'],
    ['another name in the entry', [{ ...HELLO, localName: 'a/hallo' }], 'differently in directory and entry'],
  ])('%s', (_, entries, message) => {
    expect(() => open(entries)).toThrow(InvalidDataError);
    expect(() => open(entries)).toThrow(message);
  });

  it('entries that share bytes under two names', () => {
    const shared = { name: 'a/hullo', content: 'hello', sameAs: 0 };
    expect(() => open([HELLO, shared])).toThrow(/differently|shares bytes/);
  });

  it('content that unpacks to more or less than it claims, or to other bytes', () => {
    const deflated = (lie: Partial<TestEntry>) => () =>
      open([{ ...HELLO, deflate: true, ...lie }]).read('a/hello', 99);
    expect(deflated({ claimedSize: 4 })).toThrow('cannot unpack');
    expect(deflated({ claimedSize: 6 })).toThrow('to 5 bytes, it claims 6');
    expect(deflated({ claimedCrc: 1 })).toThrow('checksum differs');
    expect(() => open([{ ...HELLO, claimedCrc: 1 }]).readRange('a/hello', 1, 2)).toThrow('checksum differs');
  });

  it('more entries or content than its limits', () => {
    const many = zipBytes(Array.from({ length: 4 }, (_, i) => ({ name: `n${i}`, content: 'x' })));
    const source = memoryByteSource('x.pth', many);
    expect(() => ZipArchive.open(source, { ...ZIP_LIMITS, entries: 3 })).toThrow('4 entries');
    expect(() => ZipArchive.open(source, { ...ZIP_LIMITS, contentBytes: 3 })).toThrow('more than 3 bytes');
    expect(() => open([HELLO]).read('a/hello', 4)).toThrow('at most 4');
    expect(() => open([HELLO]).readRange('a/hello', 3, 4)).toThrow('3 to 7 are wanted');
    expect(() => open([HELLO]).read('nothing', 4)).toThrow('no entry "nothing"');
  });

  it('an archive cut short anywhere', () => {
    const whole = zipBytes([HELLO, { name: 'b', content: 'x'.repeat(50), deflate: true }]);
    for (let length = 0; length < whole.length; length++)
      expect(() => ZipArchive.open(memoryByteSource('x.pth', whole.slice(0, length)))).toThrow(
        InvalidDataError,
      );
  });
});
