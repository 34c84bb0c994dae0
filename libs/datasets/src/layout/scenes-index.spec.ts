import { InvalidArgumentError, InvalidDataError } from '@metasparse/contracts';
import { describe, expect, it } from 'vitest';
import { scenesRecords, scenesSplitNames } from './scenes-index.js';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const COLUMNS = [
  'image',
  'seg',
  'depth',
  'edge',
  'keypoint',
  'control_noise',
  'control_shuffled_seg',
  'later',
];
const ROW = ['i.png', 's.png', 'd.npy', 'e.png', 'k.png', 'n.png', 't.png', 'x.bin'];
const index = { columns: COLUMNS, splits: { train: [ROW], test: [] }, anything: { else: 1 } };

describe('scenesRecords', () => {
  it('reads each label from the column of its name and leaves others alone', () => {
    expect(scenesRecords(bytes(index), 'scenes.json', 'train')).toEqual([
      {
        id: 'i.png',
        image: 'i.png',
        labels: { seg: 's.png', depth: 'd.npy', edge: 'e.png', keypoint: 'k.png' },
      },
    ]);
  });

  it('reads a label from the column chosen for it', () => {
    const chosen = { edge: 'control_noise', seg: 'control_shuffled_seg' };
    const [record] = scenesRecords(bytes(index), 'scenes.json', 'train', chosen);
    expect(record?.labels).toEqual({ seg: 't.png', depth: 'd.npy', edge: 'n.png', keypoint: 'k.png' });
  });

  it('refuses a column that is not there, of another kind, or taken twice', () => {
    const read = (chosen: Record<string, string>) => (): unknown =>
      scenesRecords(bytes(index), 'scenes.json', 'train', chosen);
    expect(read({ edge: 'control_other' })).toThrow(
      /edge cannot be read from "control_other".*not among its columns/,
    );
    expect(read({ seg: 'control_noise' })).toThrow(
      /another kind of label; it can be seg, control_shuffled_seg/,
    );
    expect(read({ edge: 'constructor' })).toThrow(InvalidArgumentError);
    expect(read({ edge: 'keypoint' })).toThrow(
      /keypoint cannot be read from "keypoint".*already stands for edge/,
    );
  });

  it.each([
    ['columns', { ...index, columns: 'image' }],
    ['columns', { ...index, columns: ['image', 3] }],
    ['columns', { ...index, columns: ['image', 'image'] }],
    ['splits', { ...index, splits: [] }],
    ['image', { ...index, columns: ['seg'], splits: { train: [['s.png']] } }],
    ['columns', { ...index, columns: ['image'] }],
  ])('refuses a malformed %s', (_, broken) => {
    expect(() => scenesRecords(bytes(broken), 'scenes.json', 'train')).toThrow(InvalidDataError);
  });

  it('names its splits, and refuses others', () => {
    expect(scenesSplitNames(bytes(index), 'scenes.json')).toEqual(['train', 'test']);
    expect(() => scenesRecords(bytes(index), 'scenes.json', 'val')).toThrow(/has no split "val"/);
  });
});
