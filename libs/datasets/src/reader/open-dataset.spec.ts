import { InvalidArgumentError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greyPng } from '../../test/picture.js';
import { scratchFolder, type ScratchFolder } from '../../test/scratch-folder.js';
import { sharedFolder } from '../../test/shared-folder.js';
import { openDataset } from './open-dataset.js';

const data = (path: string): string => join(sharedFolder(), 'data', path);

let scratch: ScratchFolder;
beforeAll(async () => (scratch = await scratchFolder()));
afterAll(() => scratch.remove());

describe('openDataset', () => {
  it.each([
    ['nyuv2-sample', 'train', 'nyuv2', ['seg', 'sn', 'depth']],
    ['cityscapes-dvps/npy-128x256', 'train', 'cityscapes', ['seg', 'depth']],
    ['taskonomy', 'train', 'taskonomy', ['seg', 'sn', 'depth', 'keypoint', 'edge']],
    ['taskonomy', 'partial', 'taskonomy', ['sn', 'depth', 'edge']],
    ['cityscapes-gtfine', 'train', 'cityscapes-official', ['seg']],
    ['cityscapes-gtfine/tiny-128x256', 'test', 'cityscapes-official', ['seg']],
  ])('finds out what %s is (split %s)', async (folder, split, layout, tasks) => {
    const reader = await openDataset(data(folder), { split });
    expect(reader.plan.layout).toBe(layout);
    expect(reader.tasks).toEqual(tasks);
    expect(reader.records.length).toBeGreaterThan(0);
  });

  it('has class weights for Taskonomy with segmentation only', async () => {
    expect((await openDataset(data('taskonomy'), { split: 'train' })).classWeights).toHaveLength(17);
    expect((await openDataset(data('taskonomy'), { split: 'partial' })).classWeights).toBeUndefined();
    expect((await openDataset(data('nyuv2-sample'), { split: 'train' })).classWeights).toBeUndefined();
  });

  it('leaves out of a sample the labels the index leaves out', async () => {
    const { labels } = await (await openDataset(data('taskonomy'), { split: 'partial' })).readRaw(0);
    expect(Object.keys(labels).sort()).toEqual(['depth', 'depth_mask', 'edge', 'normal']);
  });

  it('says that there is no folder, no dataset, another dataset', async () => {
    await expect(openDataset(join(scratch.path, 'none'), { split: 'train' })).rejects.toThrow(
      /^There is no folder /,
    );
    const empty = await scratch.copy(data('nyuv2-meta'), 'empty');
    await rm(join(empty, 'splits.json'));
    await expect(openDataset(empty, { split: 'train' })).rejects.toThrow(
      /holds no dataset: none of scenes\.json, nyu_v2_3task\.json/,
    );
    await expect(openDataset(data('nyuv2-sample'), { split: 'train', dataset: 'taskonomy' })).rejects.toThrow(
      /holds no taskonomy data: none of taskonomy\.json is in it \(it looks like nyuv2\)/,
    );
  });

  it('asks which dataset when a folder holds two', async () => {
    const folder = await scratch.copy(data('nyuv2-sample'), 'two');
    await scratch.write('two/cityscape.json', '{}');
    await expect(openDataset(folder, { split: 'train' })).rejects.toBeInstanceOf(InvalidArgumentError);
    expect((await openDataset(folder, { split: 'train', dataset: 'nyuv2' })).dataset).toBe('nyuv2');
  });

  it('names the first absent files and how many there are', async () => {
    const folder = await scratch.copy(data('nyuv2-sample'), 'absent');
    await rm(join(folder, 'seg'), { recursive: true });
    await rm(join(folder, 'depth/0295.npy'));
    const opening = openDataset(folder, { split: 'train' });
    await expect(opening).rejects.toBeInstanceOf(NotFoundError);
    await expect(opening).rejects.toThrow(
      'nyu_v2_3task.json names 3 files that are not there: seg/0061.png, seg/0295.png, depth/0295.npy.',
    );
  });

  it.each(['../nyuv2/img/0061.png', '/etc/passwd', 'img/\0.png'])(
    'refuses an index that names %j',
    async (path) => {
      const folder = await scratch.copy(data('nyuv2-sample'), 'climbing');
      await scratch.write('climbing/nyu_v2_3task.json', JSON.stringify({ train: [[path]] }));
      await expect(openDataset(folder, { split: 'train' })).rejects.toBeInstanceOf(InvalidDataError);
    },
  );

  it('refuses an empty split', async () => {
    await expect(openDataset(data('cityscapes-gtfine'), { split: 'test' })).rejects.toThrow(
      /Split "test" of .*leftImg8bit has no sample to read/,
    );
  });
});

describe('the official split of NYUv2', () => {
  it('reads frames by their official number, labels absent where files are', async () => {
    const folder = await scratch.copy(data('nyuv2-more'), 'official');
    await rm(join(folder, 'nyu_v2_3task.json'));
    await rm(join(folder, 'normal_mask'), { recursive: true });
    await scratch.copy(data('nyuv2-meta/splits.json'), 'official/splits.json');
    const reader = await openDataset(folder, { split: 'test' });
    expect(reader.records).toEqual([
      { id: 'img/0464.png', image: 'img/0464.png', labels: { seg: 'seg/0464.png', depth: 'depth/0464.npy' } },
    ]);
    expect(reader.notes).toEqual([
      '653 of the 654 frames of split test have no image here (1, 2, 9, 14, 15, …)',
    ]);
    await expect(openDataset(folder, { split: 'train' })).rejects.toThrow(
      /has no sample to read: 795 of the 795/,
    );
  });

  it('takes a split file from anywhere and file numbers from 0, as AdaShare’s copy has them', async () => {
    const splitFile = await scratch.write(
      'numbers.json',
      JSON.stringify({ train: [62, 296], test: [61, 62] }),
    );
    const images = async (split: string, firstFile: 0 | 1): Promise<readonly string[]> => {
      const reader = await openDataset(data('nyuv2-sample'), { split, splitFile, firstFile });
      return reader.records.map(({ image }) => image);
    };
    expect(await images('train', 0)).toEqual(['img/0061.png', 'img/0295.png']);
    expect(await images('test', 1)).toEqual(['img/0061.png']);
    const folder = await scratch.copy(data('nyuv2-sample'), 'from-zero');
    await scratch.copy(data('nyuv2-sample/img/0061.png'), 'from-zero/img/0000.png');
    const guessed = await openDataset(folder, { split: 'train', splitFile });
    expect(guessed.records).toHaveLength(2);
  });

  it.each([
    [{ train: [0] }, /train\[0\] is 0, not a frame number from 1 to 1449/],
    [{ train: ['1'] }, /train\[0\] is "1"/],
    [{ train: [3, 3] }, /train\[1\] repeats frame 3/],
    [{ test: [1] }, /has no list "train"; it has test/],
  ])('refuses the lists %j', async (lists, message) => {
    const file = await scratch.write('lists.json', JSON.stringify(lists));
    await expect(openDataset(data('nyuv2-sample'), { split: 'train', splitFile: file })).rejects.toThrow(
      message,
    );
  });
});

describe('Cityscapes’ official folders', () => {
  it('shrinks frames to the published size and maps ids to trainIds', async () => {
    const reader = await openDataset(data('cityscapes-gtfine'), { split: 'train' });
    const raw = await reader.readRaw(0);
    expect([raw.height, raw.width]).toEqual([256, 512]);
    const classes = new Set(raw.labels.seg?.data);
    expect([...classes].every((k) => k >= -1 && k < 19)).toBe(true);
    expect(classes.size).toBeGreaterThan(8);
    const native = await openDataset(data('cityscapes-gtfine'), { split: 'train', resolution: 'native' });
    expect(await native.readRaw(0)).toMatchObject({ height: 1024, width: 2048 });
  });

  it('agrees with the trainIds Cityscapes itself gives', async () => {
    const folder = await scratch.copy(data('cityscapes-gtfine/tiny-128x256'), 'tiny');
    const fromIds = await (await openDataset(folder, { split: 'test' })).readRaw(0);
    const stem = 'gtFine/val/frankfurt/frankfurt_000000_000294_gtFine';
    await rm(join(folder, `${stem}_labelIds.png`));
    const fromTrainIds = await (await openDataset(folder, { split: 'test' })).readRaw(0);
    const given = fromTrainIds.labels.seg?.data ?? new Int16Array(0);
    const same = given.filter((value, i) => value === fromIds.labels.seg?.data[i]).length;
    // The two pictures were shrunk apart, so that some pixels on borders differ.
    expect(same / given.length).toBeGreaterThan(0.98);
  });

  it('reads disparity where it is there, raw / 65535', async () => {
    const folder = await scratch.copy(data('cityscapes-gtfine/tiny-128x256'), 'with-disparity');
    const raw = Uint16Array.from({ length: 128 * 256 }, (_, i) => (i * 7) % 40_000);
    await scratch.write(
      'with-disparity/disparity/val/frankfurt/frankfurt_000000_000294_disparity.png',
      await greyPng(raw, 256),
    );
    const reader = await openDataset(folder, { split: 'test' });
    expect(reader.tasks).toEqual(['seg', 'depth']);
    const { labels } = await reader.readRaw(0);
    expect(labels.depth?.data).toEqual(Float32Array.from(raw, (value) => value / 65_535));
  });

  it('leaves out images without any label, with a note', async () => {
    const folder = await scratch.copy(data('cityscapes-gtfine/tiny-128x256'), 'unlabelled');
    await scratch.copy(
      data(
        'cityscapes-gtfine/tiny-128x256/leftImg8bit/val/frankfurt/frankfurt_000000_000294_leftImg8bit.png',
      ),
      'unlabelled/leftImg8bit/val/frankfurt/frankfurt_000000_000000_leftImg8bit.png',
    );
    const reader = await openDataset(folder, { split: 'test' });
    expect(reader.records).toHaveLength(1);
    expect(reader.notes).toEqual(['1 images of leftImg8bit/val have no label file']);
  });
});
