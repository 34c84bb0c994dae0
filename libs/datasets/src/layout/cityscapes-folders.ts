import { InvalidArgumentError } from '@metasparse/contracts';
import type { ByteSource } from '../source/byte-source.js';
import type { LabelFile, SampleRecord, SplitIndex } from './record.js';

/** Our splits by the official folder; the official test set has no public labels. */
const FOLDER_OF_SPLIT: Readonly<Record<string, string>> = { train: 'train', test: 'val', val: 'val' };

/** The splits that `cityscapesFolders` accepts. */
export const CITYSCAPES_SPLITS = ['train', 'test'] as const;

const IMAGE = /^(.+)_leftImg8bit\.png$/;

/**
 * Records of Cityscapes as downloaded: leftImg8bit/SPLIT/CITY/NAME_leftImg8bit.png with
 * gtFine/.../NAME_gtFine_labelIds.png (or _labelTrainIds.png) and disparity/.../NAME_disparity.png. An absent label is
 * absent from the sample; images without any label are left out, with a note.
 */
export async function cityscapesFolders(source: ByteSource, split: string): Promise<SplitIndex> {
  const folder = Object.hasOwn(FOLDER_OF_SPLIT, split) ? FOLDER_OF_SPLIT[split] : undefined;
  if (folder === undefined) {
    throw new InvalidArgumentError(
      `${source.name} has Cityscapes' official folders, which have no split "${split}"; use train or test.`,
      {
        file: source.name,
        field: 'split',
        value: split,
        bound: 'train | test',
        hint: 'test reads the folder val',
      },
    );
  }
  const records: SampleRecord[] = [];
  let unlabelled = 0;
  for (const city of await listIfThere(source, `leftImg8bit/${folder}`)) {
    const found = await cityRecords(source, folder, city);
    records.push(...found.filter((record) => Object.keys(record.labels).length > 0));
    unlabelled += found.filter((record) => Object.keys(record.labels).length === 0).length;
  }
  const notes =
    unlabelled === 0 ? [] : [`${String(unlabelled)} images of leftImg8bit/${folder} have no label file`];
  return { records, notes };
}

async function cityRecords(
  source: ByteSource,
  folder: string,
  city: string,
): Promise<readonly SampleRecord[]> {
  const images = await listIfThere(source, `leftImg8bit/${folder}/${city}`);
  const labels = new Set(await listIfThere(source, `gtFine/${folder}/${city}`));
  const disparities = new Set(await listIfThere(source, `disparity/${folder}/${city}`));
  return images.flatMap((name) => {
    const stem = IMAGE.exec(name)?.[1];
    if (stem === undefined) return [];
    const image = `leftImg8bit/${folder}/${city}/${name}`;
    const files: Partial<Record<LabelFile, string>> = {};
    const seg = [`${stem}_gtFine_labelIds.png`, `${stem}_gtFine_labelTrainIds.png`].find((n) =>
      labels.has(n),
    );
    if (seg !== undefined) files.seg = `gtFine/${folder}/${city}/${seg}`;
    const disparity = `${stem}_disparity.png`;
    if (disparities.has(disparity)) files.depth = `disparity/${folder}/${city}/${disparity}`;
    return [{ id: image, image, labels: files }];
  });
}

async function listIfThere(source: ByteSource, folder: string): Promise<readonly string[]> {
  const entry = await source.stat(folder);
  return entry?.kind === 'folder' ? source.list(folder) : [];
}
