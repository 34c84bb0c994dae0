import { describe, expect, it } from 'vitest';
import { unpackMask } from '@metasparse/sparsity';
import { InvalidDataError } from '@metasparse/contracts';
import { fixtureFile } from '../../test/fixture-file.js';
import { scratchFolder } from '../../test/scratch-folder.js';
import { writeTorchZip, type TorchEntry } from '../torch/write-torch-zip.js';
import type { TorchType } from '../torch/element-types.js';
import { openPth } from './import-state.js';

const inScratch = scratchFolder();

function entry(name: string, values: readonly number[], type: TorchType = 'float32'): TorchEntry {
  const arrays = {
    float32: () => new Uint8Array(Float32Array.from(values).buffer),
    bool: () => Uint8Array.from(values),
    int64: () => new Uint8Array(BigInt64Array.from(values.map(BigInt)).buffer),
  };
  const read = arrays[type as keyof typeof arrays];
  return { name, type, shape: [values.length], read };
}

async function written(...entries: readonly TorchEntry[]): Promise<string> {
  const file = inScratch('net.pth');
  await writeTorchZip(file, entries);
  return file;
}

describe('a .pth file as a net', () => {
  it('has counts as whole numbers and says what was done to it', () => {
    const opened = openPth(fixtureFile('training'));
    expect(opened.state.counts.get('1.num_batches_tracked')).toBe(2 ** 40 + 1);
    expect([...opened.state.tensors.keys()]).toEqual([
      '0.weight',
      '0.bias',
      '1.weight',
      '1.bias',
      '1.running_mean',
      '1.running_var',
    ]);
    expect(opened.notes).toEqual([
      'The net is the entry "model" of the file.',
      'The prefix "module." was taken off every name.',
    ]);
    opened.close();
  });

  it('has the masks of torch.nn.utils.prune, one bit an element, and the raw weights', () => {
    const opened = openPth(fixtureFile('pruned'));
    const mask = opened.state.masks.get('0.weight');
    expect(mask?.shape).toEqual([3, 2, 3, 3]);
    expect(mask && [...unpackMask(mask.read())]).toEqual(
      Array.from({ length: 54 }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    );
    expect(opened.state.tensors.get('0.weight')?.read()[53]).toBe(53 / 8);
    expect([...opened.state.masks.keys()]).toEqual(['0.weight']);
    opened.close();
  });

  it('takes a mask of truth values beside the weight itself', async () => {
    const opened = openPth(await written(entry('w', [1, 2, 3]), entry('w_mask', [1, 0, 1], 'bool')));
    expect(opened.state.tensors.get('w')?.read()).toEqual(Float32Array.of(1, 2, 3));
    expect(opened.state.masks.get('w')?.read().bytes).toEqual(Uint8Array.of(0b10100000));
    opened.close();
  });

  it.each<[string, TorchEntry[], string]>([
    ['a raw weight without its mask', [entry('w_orig', [1])], 'has "w_orig" without "w_mask"'],
    ['a mask without its weight', [entry('w_mask', [1])], 'has "w_mask" without a weight'],
    [
      'a weight twice',
      [entry('w', [1]), entry('w_orig', [1]), entry('w_mask', [1])],
      'both "w_orig" and "w"',
    ],
    [
      'a mask of another shape',
      [entry('w', [1, 2]), entry('w_mask', [1])],
      'of shape [1] for a weight of [2]',
    ],
    [
      'a count of two numbers',
      [entry('n.num_batches_tracked', [1, 2], 'int64'), entry('w', [1])],
      'no count',
    ],
    ['a negative count', [entry('n.num_batches_tracked', [-1], 'int64'), entry('w', [1])], 'no count: -1'],
  ])('refuses %s', async (_, entries, message) => {
    const file = await written(...entries);
    expect(() => openPth(file)).toThrow(InvalidDataError);
    expect(() => openPth(file)).toThrow(message);
  });

  it('refuses a mask of other values when it is read', async () => {
    const opened = openPth(await written(entry('w', [1, 2]), entry('w_mask', [1, 0.5])));
    expect(() => opened.state.masks.get('w')?.read()).toThrow('has 0.5 in "w_mask"');
    opened.close();
  });

  it('refuses two entries that share elements', () => {
    expect(() => openPth(fixtureFile('views'))).toThrow('in the same elements');
  });
});
