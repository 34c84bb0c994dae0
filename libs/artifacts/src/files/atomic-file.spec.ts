import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ResourceExhaustedError } from '@metasparse/contracts';
import { afterAll, describe, expect, it } from 'vitest';
import { asDiskError, writeAtomically, writeFileAtomically } from './atomic-file.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-atomic-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('an atomic write', () => {
  it('makes the folders it needs and leaves the file alone in them', async () => {
    await writeFileAtomically(join(folder, 'a/b/c.txt'), 'whole');
    expect(readFileSync(join(folder, 'a/b/c.txt'), 'utf8')).toBe('whole');
    expect(readdirSync(join(folder, 'a/b'))).toEqual(['c.txt']);
  });

  it('that fails keeps the old content and leaves nothing behind', async () => {
    const path = join(folder, 'kept/file.txt');
    await writeFileAtomically(path, 'old');
    const failing = writeAtomically(path, async (file) => {
      await file.write('half of the ne');
      throw new TypeError('no more');
    });
    await expect(failing).rejects.toThrow(TypeError);
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(join(folder, 'kept'))).toEqual(['file.txt']);
  });

  it('done by two at once ends with the whole content of one of them', async () => {
    const path = join(folder, 'both.txt');
    const texts = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000));
    await Promise.all(texts.map((text) => writeFileAtomically(path, text)));
    expect(texts).toContain(readFileSync(path, 'utf8'));
  });
});

describe('a full disk', () => {
  it('is a ResourceExhaustedError that names the file', () => {
    const full = (): unknown => {
      try {
        writeFileSync('/dev/full', 'x');
      } catch (error) {
        return asDiskError(error, 'results.json');
      }
      return undefined;
    };
    const error = full();
    expect(error).toBeInstanceOf(ResourceExhaustedError);
    expect(error).toMatchObject({
      exitCode: 7,
      message: expect.stringContaining('results.json: the disk is full') as string,
    });
  });

  it('is not seen in other errors', () => {
    const other = new Error('other');
    expect(asDiskError(other, 'x')).toBe(other);
  });
});
