import { CancelledError, NotFoundError } from '@metasparse/contracts';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greyPng } from '../../test/picture.js';
import { scratchFolder, type ScratchFolder } from '../../test/scratch-folder.js';
import { sharedFolder } from '../../test/shared-folder.js';
import { sampleFolder } from '../samples/write-sample.js';
import { checkDataset } from './check-dataset.js';

const data = (path: string): string => join(sharedFolder(), 'data', path);

let scratch: ScratchFolder;
beforeAll(async () => (scratch = await scratchFolder()));
afterAll(() => scratch.remove());

describe('checkDataset', () => {
  it('reports kind, counts, sizes, ranges, coverage and classes', async () => {
    const seen: string[] = [];
    const report = await checkDataset(data('nyuv2-sample'), {
      onProgress: ({ split, done, total }) => seen.push(`${split} ${String(done)}/${String(total)}`),
    });
    expect(report).toMatchObject({ dataset: 'nyuv2', layout: 'nyuv2' });
    const [train] = report.splits;
    expect(train).toMatchObject({ split: 'train', samples: 2, usable: 2, sizes: { '480 x 640': 2 } });
    expect(train?.labels.depth?.min).toBeGreaterThan(0.5);
    expect(train?.labels.depth?.max).toBeLessThan(11);
    const seg = train?.labels.seg;
    expect(seg?.classPixels).toHaveLength(40);
    expect(seg?.classPixels?.reduce((a, b) => a + b, 0)).toBe(seg?.labelled);
    expect(seg?.labelled).toBeLessThan(seg?.pixels ?? 0);
    expect(seen).toEqual(['train 2/2', 'test 2/2']);
  });

  it('finds nothing wrong with the samples but their shared frame', async () => {
    for (const name of ['carla', 'hypersim']) {
      const { counts, problems } = await checkDataset(sampleFolder(name));
      expect(counts).toEqual({ missing: 0, broken: 0, odd: 1 });
      expect(problems[0]?.reason).toMatch(/also in split "train"/);
    }
  });

  it('goes on after missing and broken files and names every one', async () => {
    const folder = await scratch.copy(data('nyuv2-sample'), 'damaged');
    await rm(join(folder, 'normal_mask/0061.png'));
    const depth = await readFile(join(folder, 'depth/0061.npy'));
    await scratch.write('damaged/depth/0061.npy', depth.subarray(0, 1000));
    await scratch.write('damaged/seg/0061.png', await greyPng(new Uint8Array(480 * 640).fill(99), 640));
    await scratch.write('damaged/img/0295.png', 'not an image');
    const { splits, problems, counts } = await checkDataset(folder, { splits: ['train'] });
    expect(counts).toEqual({ missing: 1, broken: 3, odd: 0 });
    expect(problems.map(({ sample, kind }) => `${sample ?? ''} ${kind}`)).toEqual([
      'img/0061.png missing',
      'img/0061.png broken',
      'img/0061.png broken',
      'img/0295.png broken',
    ]);
    expect(problems.map(({ reason }) => reason).join('\n')).toMatch(
      /normal_mask\/0061\.png is not there\n.*seg\/0061\.png has the label 99 .*\n.*depth\/0061\.npy is truncated.*\n.*img\/0295\.png is not a PNG/,
    );
    expect(splits[0]).toMatchObject({ samples: 2, usable: 0, sizes: { '480 x 640': 1 }, labels: {} });
  });

  it('calls labels without a labelled pixel and mixed sizes odd', async () => {
    const folder = await scratch.copy(data('nyuv2-sample'), 'odd');
    await scratch.write('odd/seg/0061.png', await greyPng(new Uint8Array(480 * 640).fill(255), 640));
    const { problems } = await checkDataset(folder, { splits: ['train'] });
    expect(problems).toEqual([
      { split: 'train', sample: 'img/0061.png', kind: 'odd', reason: 'seg has no labelled pixel' },
    ]);
  });

  it('reports a malformed split and looks at the others', async () => {
    const folder = await scratch.copy(data('nyuv2-sample'), 'half');
    await scratch.write('half/nyu_v2_3task.json', JSON.stringify({ train: [[3]], test: [['img/0061.png']] }));
    const { splits, problems } = await checkDataset(folder);
    expect(splits.map(({ split }) => split)).toEqual(['test']);
    expect(problems).toMatchObject([{ split: 'train', sample: undefined, kind: 'broken' }]);
  });

  it('stops at the signal and refuses a folder without a dataset', async () => {
    await expect(checkDataset(data('nyuv2-sample'), { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(
      CancelledError,
    );
    await expect(checkDataset(join(scratch.path, 'none'))).rejects.toBeInstanceOf(NotFoundError);
  });
});
