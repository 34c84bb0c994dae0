import type { SampleRecord, LabelFile } from './record.js';
import { malformed, parseIndex, type IndexRow } from './index-file.js';

/** What each column of a row names; `other` columns are known but not used. */
export type Column = 'image' | LabelFile | 'other';

/** nyu_v2_3task.json: [img, seg, normal, depth]. */
export const NYUV2_COLUMNS: readonly Column[] = ['image', 'seg', 'normal', 'depth'];

/** cityscape.json: [image, depth, label_2, label_7, label_19]; label_19 is the segmentation used. */
export const CITYSCAPES_COLUMNS: readonly Column[] = ['image', 'depth', 'other', 'other', 'seg'];

/**
 * Records of an index whose columns have fixed meanings. A null, empty or missing label column means that the sample
 * lacks the label.
 * @throws InvalidDataError for a row without an image, with too many columns, or that repeats an image.
 */
export function columnRecords(
  bytes: Uint8Array,
  file: string,
  split: string,
  columns: readonly Column[],
): readonly SampleRecord[] {
  return rowRecords(parseIndex(bytes, file, split), file, split, columns);
}

/** The same of parsed rows. */
export function rowRecords(
  rows: readonly IndexRow[],
  file: string,
  split: string,
  columns: readonly Column[],
): readonly SampleRecord[] {
  const records = rows.map((row, i) => columnRecord(row, `${split}[${String(i)}]`, file, columns));
  refuseDuplicates(records, split, file);
  return records;
}

/** @throws InvalidDataError when two records of a split name the same image. */
export function refuseDuplicates(records: readonly SampleRecord[], split: string, file: string): void {
  const first = new Map<string, number>();
  records.forEach(({ image }, i) => {
    const earlier = first.get(image);
    if (earlier !== undefined) {
      throw malformed(
        file,
        `${split}[${String(i)}] repeats the image of ${split}[${String(earlier)}], ${image}`,
      );
    }
    first.set(image, i);
  });
}

function columnRecord(row: IndexRow, at: string, file: string, columns: readonly Column[]): SampleRecord {
  if (row.length > columns.length) {
    throw malformed(
      file,
      `${at} has ${String(row.length)} columns, at most ${String(columns.length)} are known`,
    );
  }
  const labels: Partial<Record<LabelFile, string>> = {};
  let image: string | undefined;
  row.forEach((path, i) => {
    const column = columns[i] ?? 'other';
    if (path === null || column === 'other') return;
    if (column === 'image') image = path;
    else labels[column] = path;
  });
  if (image === undefined) throw malformed(file, `${at} names no image`);
  return { id: image, image, labels };
}
