import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SafetensorsFile, writeSafetensors } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foldBlock, foldedBlocks, readSumsInfo, scoreName, sumsMetadata } from './partial-sums.js';

let folder: string;
const total = (): string => join(folder, 'total');
const partial = (block: number): string => join(folder, `block-${block}`);

/** float32 values whose sum depends on the order. */
const VALUES = [1, 2 ** 25, -(2 ** 25)].map((value) => Float32Array.of(value, value / 3));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'metasparse-sums-'));
  const tensors = [{ name: scoreName('seg', 'conv'), dtype: 'F32', shape: [2] }] as const;
  for (const [block, values] of VALUES.entries()) {
    const batches = [{ seed: 0, batch: block, samples: ['a'], results: [] }];
    await writeSafetensors(partial(block), tensors, sumsMetadata({ folded: 1, batches }), [values]);
  }
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('folding blocks', () => {
  it('adds in float32 and block order, keeps the batches and the partial', async () => {
    for (const block of VALUES.keys()) await foldBlock(total(), partial(block), block);
    const file = SafetensorsFile.open(total());
    const step = Math.fround;
    const expected = [0, 1].map((i) =>
      VALUES.map((values) => values[i] as number).reduce((sum, value) => step(sum + value)),
    );
    expect([...file.float32('seg/conv')]).toEqual(expected);
    expect(readSumsInfo(file).batches.map(({ batch }) => batch)).toEqual([0, 1, 2]);
    file.close();
    expect(foldedBlocks(total())).toBe(3);
    expect(existsSync(partial(2))).toBe(true);
  });

  it('refuses a block out of turn and keeps the total', async () => {
    await foldBlock(total(), partial(0), 0);
    const before = readFileSync(total());
    await expect(foldBlock(total(), partial(2), 2)).rejects.toThrow(/block 2 cannot follow 1 blocks/);
    expect(readFileSync(total())).toEqual(before);
    expect(existsSync(partial(2))).toBe(true);
  });

  it('does not add a block twice', async () => {
    await foldBlock(total(), partial(0), 0);
    await foldBlock(total(), partial(1), 1);
    expect(foldedBlocks(total())).toBe(2);
    await expect(foldBlock(total(), partial(1), 1)).rejects.toThrow(RangeError);
  });

  it('counts no block where there is no total, and refuses a file of another kind', async () => {
    expect(foldedBlocks(total())).toBe(0);
    await writeSafetensors(total(), [], { format: 'other' }, []);
    expect(() => foldedBlocks(total())).toThrow(InvalidDataError);
  });
});
