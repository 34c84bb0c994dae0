import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DomainError } from '@metasparse/contracts';
import { memoryByteSource, netStateOf, readTorchFile, stateDictOf } from '@metasparse/interchange';
import { ZipArchive } from '../src/zip/zip-archive.js';
import { fixtureFile } from './fixture-file.js';
import { mutate } from './mutations.js';
import { zipBytes, type TestEntry } from './zip-bytes.js';

const MEBI = 2 ** 20;

/** Opens a file and reads all of it: "read", or the class of the error. */
function outcome(bytes: Uint8Array): string {
  try {
    const file = readTorchFile(memoryByteSource('x.pth', bytes));
    for (const tensor of stateDictOf(file).tensors.values()) tensor.float32();
    const { state } = netStateOf(file);
    for (const { read } of [...state.tensors.values(), ...state.masks.values()]) read();
    return 'read';
  } catch (error) {
    if (error instanceof DomainError) return 'refused';
    throw error;
  }
}

/** Counts the outcomes of mutations; anything but a domain error throws, and memory stays where it was. */
function outcomes(count: number, file: (n: number) => Uint8Array): Record<string, number> {
  const counts = { read: 0, refused: 0 };
  const before = process.memoryUsage().rss;
  for (let n = 0; n < count; n++) {
    const result = outcome(file(n));
    counts[result === 'read' ? 'read' : 'refused']++;
    if (n % 1000 === 0) expect(process.memoryUsage().rss - before).toBeLessThan(700 * MEBI);
  }
  return counts;
}

/** The entries of a checkpoint, to be packed again around a mutated pickle. */
function entriesOf(bytes: Uint8Array): TestEntry[] {
  const archive = ZipArchive.open(memoryByteSource('x.pth', bytes));
  return archive.names.map((name) => ({ name, content: archive.read(name, MEBI) }));
}

describe('a mutated checkpoint is read or refused, nothing else', () => {
  it.each(['zip', 'training', 'pruned', 'types'])('10,000 of the zip archive %s', (name) => {
    const whole = readFileSync(fixtureFile(name));
    const counts = outcomes(10_000, (n) => mutate(whole, n, 1024));
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it.each(['zip', 'protocol4', 'training', 'views'])('10,000 of the pickle inside %s', (name) => {
    const entries = entriesOf(readFileSync(fixtureFile(name)));
    const counts = outcomes(10_000, (n) =>
      zipBytes(
        entries.map((entry) =>
          entry.name.endsWith('data.pkl')
            ? { ...entry, content: mutate(entry.content as Uint8Array, n, 512) }
            : entry,
        ),
      ),
    );
    expect(counts.refused).toBeGreaterThan(5000);
  });

  it.each(['legacy', 'training-legacy'])('10,000 of the legacy file %s', (name) => {
    const whole = readFileSync(fixtureFile(name));
    const counts = outcomes(10_000, (n) => mutate(whole, n, 1024));
    expect(counts.refused).toBeGreaterThan(5000);
  });
});

describe('a pickle of 32 MiB that only costs', () => {
  const bomb = (pattern: string, head = '') => {
    const body = Buffer.alloc(32 * MEBI - 16, Buffer.from(pattern, 'latin1'));
    const content = Buffer.concat([Buffer.from(`\x80\x02${head}`, 'latin1'), body]);
    return zipBytes([{ name: 'a/data.pkl', content }]);
  };

  it.each<[string, string, string?]>([
    ['lists', ']'],
    ['dicts', '}'],
    ['nested tuples', ')\x85\x85'],
    ['marks', '('],
    ['values', 'N'],
    ['text', 'X\x02\0\0\0ab'],
    ['integers', '\x8a\x10aaaaaaaaaaaaaaaa'],
    ['remembered values', 'Nq\x00r\x01\x00\x01\x00'],
    ['sets of a dict', 'KaNs', '}'],
    ['empty OrderedDicts', 'ccollections\nOrderedDict\n)R'],
  ])('is refused within bounds: %s', (_, pattern, head) => {
    const before = process.memoryUsage().rss;
    expect(outcome(bomb(pattern, head))).toBe('refused');
    expect(process.memoryUsage().rss - before).toBeLessThan(500 * MEBI);
  });

  it('and a larger one is not even read', () => {
    const content = new Uint8Array(33 * MEBI).fill(0x4e);
    expect(outcome(zipBytes([{ name: 'a/data.pkl', content }]))).toBe('refused');
  });
});
