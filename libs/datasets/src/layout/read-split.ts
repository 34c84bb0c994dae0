import { NotFoundError } from '@metasparse/contracts';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ByteSource } from '../source/byte-source.js';
import { CITYSCAPES_SPLITS, cityscapesFolders } from './cityscapes-folders.js';
import { CITYSCAPES_COLUMNS, columnRecords, NYUV2_COLUMNS } from './column-index.js';
import { LAYOUT_SIGN } from './detect.js';
import { splitNames } from './index-file.js';
import { nyuv2Official, officialSplitNames } from './nyuv2-official.js';
import type { Layout, SplitIndex } from './record.js';
import { scenesRecords, scenesSplitNames } from './scenes-index.js';
import { taskonomyRecords } from './taskonomy-index.js';

/** Where NYUv2's official split comes from and how its files are numbered. */
export interface OfficialSplit {
  /** Split file anywhere on this machine; without it splits.json in the dataset's folder. */
  readonly splitFile?: string | undefined;
  /** Number in the name of official frame 1's files; without it 0 when there is a file 0000, else 1. */
  readonly firstFile?: 0 | 1 | undefined;
}

/** Records of one split of a dataset, in index order. */
export async function readSplit(
  source: ByteSource,
  layout: Layout,
  split: string,
  options: OfficialSplit = {},
): Promise<SplitIndex> {
  if (layout === 'cityscapes-official') return cityscapesFolders(source, split);
  if (layout === 'nyuv2-official') {
    return nyuv2Official(source, await officialSplits(source, options), split, options.firstFile);
  }
  const { bytes, file } = await indexBytes(source, layout);
  if (layout === 'taskonomy') return { records: taskonomyRecords(bytes, file, split), notes: [] };
  if (layout === 'scenes') return { records: scenesRecords(bytes, file, split), notes: [] };
  const columns = layout === 'nyuv2' ? NYUV2_COLUMNS : CITYSCAPES_COLUMNS;
  return { records: columnRecords(bytes, file, split, columns), notes: [] };
}

/** The splits a dataset has, in index order. */
export async function listSplits(
  source: ByteSource,
  layout: Layout,
  official: OfficialSplit = {},
): Promise<readonly string[]> {
  if (layout === 'cityscapes-official') return CITYSCAPES_SPLITS;
  if (layout === 'nyuv2-official') {
    const { bytes, file } = await officialSplits(source, official);
    return officialSplitNames(bytes, file);
  }
  const { bytes, file } = await indexBytes(source, layout);
  return layout === 'scenes' ? scenesSplitNames(bytes, file) : splitNames(bytes, file);
}

/** The index as messages name it. */
export function indexName(source: ByteSource, layout: Layout, official: OfficialSplit = {}): string {
  return official.splitFile ?? `${source.name.replace(/\/+$/, '')}/${LAYOUT_SIGN[layout]}`;
}

async function indexBytes(source: ByteSource, layout: Layout): Promise<{ bytes: Uint8Array; file: string }> {
  return { bytes: await source.read(LAYOUT_SIGN[layout]), file: indexName(source, layout) };
}

async function officialSplits(
  source: ByteSource,
  { splitFile }: OfficialSplit,
): Promise<{ bytes: Uint8Array; file: string }> {
  if (splitFile === undefined) return indexBytes(source, 'nyuv2-official');
  const bytes = await readFile(splitFile).catch((cause: unknown) => {
    throw new NotFoundError(`The split file ${splitFile} cannot be read.`, {
      file: splitFile,
      field: 'splitFile',
      cause,
      hint: `give the path of ${basename(splitFile)}`,
    });
  });
  return { bytes, file: splitFile };
}
