import type { RawSample } from '../augment/raw-sample.js';
import { LABEL_FILES } from '../layout/record.js';
import { composePng, type Tile } from '../image/compose.js';
import type { DatasetReader } from '../reader/open-dataset.js';
import { renderImage, renderLabel, type Picture } from './render-map.js';
import { drawSheet, SHEET } from './sheet-drawing.js';

/** One row of the sheet. */
export interface SheetRow {
  readonly id: string;
  readonly height: number;
  readonly width: number;
  readonly pictures: readonly Picture[];
}

/**
 * The first `n` samples of a split with all their labels, a row each, as PNG bytes: what the net is about to see.
 * Captions need any font installed on the machine.
 * @throws RangeError unless n is a whole number >= 1; DomainError for a sample that cannot be read.
 */
export async function contactSheet(reader: DatasetReader, n: number): Promise<Uint8Array> {
  if (!Number.isInteger(n) || n < 1)
    throw new RangeError(`n is ${String(n)}; it must be a whole number >= 1`);
  const rows: SheetRow[] = [];
  for (let i = 0; i < Math.min(n, reader.records.length); i++)
    rows.push(toRow(reader, await reader.readRaw(i)));
  const title = `${DATASET_TITLE[reader.dataset]} · split ${reader.split}`;
  const subtitle = `${String(rows.length)} of ${String(reader.records.length)} samples`;
  return composeSheet(title, subtitle, rows);
}

/** Titled rows of pictures as PNG bytes. */
export async function composeSheet(
  title: string,
  subtitle: string,
  rows: readonly SheetRow[],
): Promise<Uint8Array> {
  const { svg, places } = drawSheet(title, subtitle, rows);
  const tiles: Tile[] = places.map(({ row, column, left, top, height }) => {
    const { pictures, ...size } = rows[row] as SheetRow;
    const { rgb, smooth } = pictures[column] as Picture;
    return { rgb, smooth, ...size, left, top, shownHeight: height, shownWidth: SHEET.tile };
  });
  return composePng(svg, tiles);
}

export const DATASET_TITLE = {
  nyuv2: 'NYUv2',
  cityscapes: 'Cityscapes',
  taskonomy: 'Tiny-Taskonomy',
} as const;

function toRow({ dataset }: DatasetReader, raw: RawSample): SheetRow {
  const labels = LABEL_FILES.flatMap((label) => renderLabel(dataset, label, raw) ?? []);
  return { id: raw.id, height: raw.height, width: raw.width, pictures: [renderImage(raw), ...labels] };
}
