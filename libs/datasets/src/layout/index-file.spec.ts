import { DomainError, InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mutate } from '../../test/mutations.js';
import { sharedFolder } from '../../test/shared-folder.js';
import { CITYSCAPES_COLUMNS, columnRecords, NYUV2_COLUMNS } from './column-index.js';
import { splitNames } from './index-file.js';
import { taskonomyRecords } from './taskonomy-index.js';

const bytes = (value: unknown): Uint8Array =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const nyuv2 = (value: unknown, split = 'train'): readonly unknown[] =>
  columnRecords(bytes(value), 'nyu.json', split, NYUV2_COLUMNS);

describe('columnRecords', () => {
  it('reads the columns of NYUv2', () => {
    expect(nyuv2({ train: [['i', 's', 'n', 'd']] })).toEqual([
      { id: 'i', image: 'i', labels: { seg: 's', normal: 'n', depth: 'd' } },
    ]);
  });

  it('reads the columns of Cityscapes, of which label_19 is the segmentation', () => {
    const index = bytes({ test: [['i', 'd', 'l2', 'l7', 'l19']] });
    expect(columnRecords(index, 'c.json', 'test', CITYSCAPES_COLUMNS)).toEqual([
      { id: 'i', image: 'i', labels: { depth: 'd', seg: 'l19' } },
    ]);
  });

  it('leaves out labels that are null, empty or a missing column', () => {
    expect(nyuv2({ train: [['a', null, '', 'd'], ['b', 's'], ['c']] })).toEqual([
      { id: 'a', image: 'a', labels: { depth: 'd' } },
      { id: 'b', image: 'b', labels: { seg: 's' } },
      { id: 'c', image: 'c', labels: {} },
    ]);
  });

  it.each([
    ['text that is not JSON', '{"train": [', /nyu\.json cannot be used as an index: it is not JSON/],
    ['a list on top', [], /not an object of splits/],
    ['null on top', null, /not an object of splits/],
    ['a split that is no list', { train: {} }, /split "train" is not a list/],
    ['a row that is no list', { train: ['a.png'] }, /train\[0\] is not a list of paths/],
    ['a number for a path', { train: [['a', 3]] }, /train\[0\]\[1\] is 3, neither a path nor null/],
    ['an object for a path', { train: [['a'], [{}]] }, /train\[1\]\[0\] is an object/],
    ['a row without an image', { train: [[null, 's']] }, /train\[0\] names no image/],
    ['an empty row', { train: [[]] }, /train\[0\] names no image/],
    ['too many columns', { train: [['a', 'b', 'c', 'd', 'e']] }, /5 columns, at most 4/],
    ['a repeated image', { train: [['a'], ['b'], ['a']] }, /train\[2\] repeats the image of train\[0\], a/],
  ])('refuses %s', (_, value, message) => {
    expect(() => nyuv2(value)).toThrow(InvalidDataError);
    expect(() => nyuv2(value)).toThrow(message);
  });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => columnRecords(Uint8Array.of(0x7b, 0xff, 0x7d), 'n', 'train', NYUV2_COLUMNS)).toThrow(
      InvalidDataError,
    );
  });

  it('names the splits there are when another is asked', () => {
    expect(() => nyuv2({ train: [], val: [] }, 'test')).toThrow(InvalidArgumentError);
    expect(() => nyuv2({ train: [], val: [] }, 'test')).toThrow(
      'nyu.json has no split "test"; it has "train", "val".',
    );
    expect(() => nyuv2({ train: [] }, 'constructor')).toThrow(InvalidArgumentError);
  });

  it('refuses nesting of any depth without a crash', () => {
    const deep = `{"train": [[${'['.repeat(100_000)}${']'.repeat(100_000)}]]}`;
    expect(() => nyuv2(deep)).toThrow(DomainError);
  });
});

describe('taskonomyRecords', () => {
  it('turns building/domain/file around and knows entries by their domain', () => {
    const index = bytes({
      train: [['b/rgb/1.png', 'b/edge_texture/1.png', 'b/keypoints3d/1.png', 'b/normal/1.png']],
    });
    expect(taskonomyRecords(index, 't.json', 'train')).toEqual([
      {
        id: 'b/rgb/1.png',
        image: 'rgb/taskonomy/b/1.png',
        labels: { edge: 'edge_texture/taskonomy/b/1.png', normal: 'normal/taskonomy/b/1.png' },
      },
    ]);
  });

  it.each([
    [['rgb/1.png'], /expected "building\/domain\/file"/],
    [['b/rgb/x/1.png'], /expected "building\/domain\/file"/],
    [['b/normal/1.png'], /names no rgb image/],
    [['b/rgb/1.png', 'b/rgb/2.png'], /a second rgb image/],
    [['b/rgb/1.png', 'b/normal/1.png', 'b/normal/2.png'], /a second normal/],
  ])('refuses the row %j', (row, message) => {
    expect(() => taskonomyRecords(bytes({ train: [row] }), 't.json', 'train')).toThrow(message);
  });
});

it('answers 30,000 mutations of real indices with records or a domain error', () => {
  const read = (path: string): Uint8Array => readFileSync(join(sharedFolder(), 'data', path));
  const readers = [
    {
      seed: read('nyuv2-sample/nyu_v2_3task.json'),
      parse: (b: Uint8Array) => columnRecords(b, 'f', 'train', NYUV2_COLUMNS),
    },
    {
      seed: read('cityscapes-dvps/npy-256x512/cityscape.json'),
      parse: (b: Uint8Array) => columnRecords(b, 'f', 'test', CITYSCAPES_COLUMNS),
    },
    { seed: read('taskonomy/taskonomy.json'), parse: (b: Uint8Array) => taskonomyRecords(b, 'f', 'train') },
    { seed: read('taskonomy/taskonomy.json'), parse: (b: Uint8Array) => splitNames(b, 'f') },
  ];
  let refused = 0;
  for (let n = 0; n < 30_000; n++) {
    const { seed, parse } = readers[n % readers.length] as (typeof readers)[number];
    try {
      parse(mutate(Uint8Array.from(seed), n));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused += 1;
    }
  }
  expect(refused).toBeGreaterThan(5_000);
});
