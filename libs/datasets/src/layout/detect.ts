import { InvalidArgumentError, InvalidDataError, NotFoundError } from '@metasparse/contracts';
import type { Dataset } from '@metasparse/scenenet';
import type { ByteSource } from '../source/byte-source.js';
import { LAYOUT_DATASET, type Layout } from './record.js';

/** The file or folder by which each layout is known. */
export const LAYOUT_SIGN: Readonly<Record<Layout, string>> = {
  scenes: 'scenes.json',
  nyuv2: 'nyu_v2_3task.json',
  cityscapes: 'cityscape.json',
  taskonomy: 'taskonomy.json',
  'cityscapes-official': 'leftImg8bit',
  'nyuv2-official': 'splits.json',
};

/** Index files before folders: whoever made an index means it; the index with more columns first. */
const ORDER: readonly Layout[] = [
  'scenes',
  'nyuv2',
  'cityscapes',
  'taskonomy',
  'cityscapes-official',
  'nyuv2-official',
];

/**
 * The layout of a folder, by what lies in it. With `dataset` only that dataset's layouts are looked for.
 * @throws NotFoundError when no layout is there, InvalidArgumentError when several datasets are.
 */
export async function detectLayout(source: ByteSource, dataset?: Dataset): Promise<Layout> {
  const root = new Set(await source.list(''));
  const found = ORDER.filter((layout) => root.has(LAYOUT_SIGN[layout]));
  const wanted = dataset === undefined ? found : found.filter((layout) => LAYOUT_DATASET[layout] === dataset);
  const [first] = wanted;
  if (first === undefined) throw nothingFound(source.name, found, dataset);
  const datasets = [...new Set(wanted.map((layout) => LAYOUT_DATASET[layout]))];
  if (datasets.length > 1) {
    throw new InvalidArgumentError(
      `${source.name} holds several datasets (${datasets.join(', ')}); say which one.`,
      {
        file: source.name,
        field: 'dataset',
        bound: datasets.join(' | '),
      },
    );
  }
  return first;
}

function nothingFound(
  name: string,
  found: readonly Layout[],
  dataset?: Dataset,
): NotFoundError | InvalidDataError {
  const signs = ORDER.filter((layout) => dataset === undefined || LAYOUT_DATASET[layout] === dataset)
    .map((layout) => LAYOUT_SIGN[layout])
    .join(', ');
  const other = found[0] === undefined ? '' : ` (it looks like ${LAYOUT_DATASET[found[0]]})`;
  const what = dataset === undefined ? 'no dataset' : `no ${dataset} data`;
  return new NotFoundError(`${name} holds ${what}: none of ${signs} is in it${other}.`, {
    file: name,
    field: 'dataset',
    value: dataset,
    bound: signs,
    hint: 'point to the folder that holds the index file',
  });
}
