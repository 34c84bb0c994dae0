import { InvalidDataError } from '@metasparse/contracts';
import { CONTROL_TASKS } from '@metasparse/scenenet';
import { describe, expect, it } from 'vitest';
import { CONTROL_COLUMNS } from './control-columns.js';
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
  it('reads each label and each control from its own column and leaves others alone', () => {
    expect(scenesRecords(bytes(index), 'scenes.json', 'train')).toEqual([
      {
        id: 'i.png',
        image: 'i.png',
        labels: {
          seg: 's.png',
          depth: 'd.npy',
          edge: 'e.png',
          keypoint: 'k.png',
          noise: 'n.png',
          seg_shuffled: 't.png',
        },
      },
    ]);
  });

  it('has a column of its own for every control', () => {
    const names = CONTROL_TASKS.map((control) => CONTROL_COLUMNS[control].column);
    expect(new Set(names).size).toBe(CONTROL_TASKS.length);
    const set = { columns: ['image', ...names], splits: { train: [['i.png', ...names]] } };
    const [record] = scenesRecords(bytes(set), 'scenes.json', 'train');
    expect(record?.labels).toEqual(
      Object.fromEntries(CONTROL_TASKS.map((control, i) => [control, names[i]])),
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
