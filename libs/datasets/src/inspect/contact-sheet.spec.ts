import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sharedFolder } from '../../test/shared-folder.js';
import { openDataset } from '../reader/open-dataset.js';
import { classColour } from './class-colours.js';
import { contactSheet } from './contact-sheet.js';
import { viridis } from './viridis.js';

const data = (path: string): string => join(sharedFolder(), 'data', path);

describe('contactSheet', () => {
  it('has a column for the image and each label, a row for each sample', async () => {
    const nyuv2 = await openDataset(data('nyuv2-sample'), { split: 'train' });
    const one = await sharp(await contactSheet(nyuv2, 1)).metadata();
    const two = await sharp(await contactSheet(nyuv2, 5)).metadata();
    expect(one.format).toBe('png');
    expect(two.width).toBe(one.width);
    expect(two.height).toBeGreaterThan(one.height + 192);
    const taskonomy = await openDataset(data('taskonomy'), { split: 'train' });
    const six = await sharp(await contactSheet(taskonomy, 1)).metadata();
    expect(six.width - one.width).toBe(2 * (256 + 20));
  });

  it('draws samples that lack labels, and names that XML would not take', async () => {
    const partial = await openDataset(data('taskonomy'), { split: 'partial' });
    const record = { ...partial.records[0], id: '<&\0"\ud800' };
    const odd = { ...partial, readRaw: async () => ({ ...(await partial.readRaw(0)), id: record.id }) };
    expect((await sharp(await contactSheet(odd, 1)).metadata()).width).toBe(2 * 32 + 4 * 256 + 3 * 20);
  });

  it('shows the picture’s own colours', async () => {
    const reader = await openDataset(data('nyuv2-sample'), { split: 'train' });
    const sheet = await sharp(await contactSheet(reader, 1))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const colours = new Set<string>();
    for (let i = 0; i < sheet.data.length; i += 3) colours.add([...sheet.data.subarray(i, i + 3)].join());
    expect(colours.has(classColour('nyuv2', 0).join())).toBe(true);
    expect(colours.has(viridis(1).join())).toBe(true);
  });

  it('refuses to show no sample', async () => {
    const reader = await openDataset(data('nyuv2-sample'), { split: 'train' });
    await expect(contactSheet(reader, 0)).rejects.toThrow('n is 0; it must be a whole number >= 1');
  });
});

describe('colours', () => {
  it('gets lighter along viridis', () => {
    const light = Array.from({ length: 33 }, (_, i) => {
      const [r, g, b] = viridis(i / 32);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    });
    light.slice(1).forEach((value, i) => {
      expect(value).toBeGreaterThan(light[i] as number);
    });
  });

  it('gives each class its own', () => {
    for (const [dataset, classes] of [
      ['nyuv2', 40],
      ['cityscapes', 19],
      ['taskonomy', 17],
    ] as const) {
      const colours = Array.from({ length: classes }, (_, i) => classColour(dataset, i).join());
      expect(new Set(colours).size).toBe(classes);
    }
  });
});
