import { join } from 'node:path';
import { maskIouTsv, type MaskIouFile } from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { maskIouSvg } from '@metasparse/report';
import { writingTo } from '../machine/output-file.js';

/** Writes iou.tsv, iou.svg and, last, iou.json into a folder, which is made where it is missing. */
export async function writeIou(folder: string, file: MaskIouFile): Promise<void> {
  await writingTo(folder, async () => {
    await writeFileAtomically(join(folder, 'iou.tsv'), maskIouTsv(file));
    await writeFileAtomically(join(folder, 'iou.svg'), maskIouSvg(file));
    await writeFileAtomically(join(folder, 'iou.json'), `${JSON.stringify(file, null, 1)}\n`);
  });
}
