import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { validationTsv, type ValidationFile } from '@metasparse/evidence';
import { scatterSvg, svgToPng, validationReportHtml } from '@metasparse/report';
import { writingTo } from '../machine/output-file.js';

export const VALIDATION_FILES: readonly string[] = [
  'validate.json',
  'validate.tsv',
  'scatter.svg',
  'scatter.png',
  'report.html',
];

/** Writes all files into a folder, which is made where it is missing; validate.json comes last. */
export async function writeValidation(folder: string, file: ValidationFile): Promise<void> {
  const svg = scatterSvg(file);
  await writingTo(folder, async () => {
    mkdirSync(folder, { recursive: true });
    const write = (name: string, content: string | Uint8Array): Promise<void> =>
      writeFileAtomically(join(folder, name), content);
    await write('validate.tsv', validationTsv(file));
    await write('scatter.svg', svg);
    await write('scatter.png', svgToPng(svg));
    await write('report.html', validationReportHtml(file));
    await write('validate.json', `${JSON.stringify(file, null, 1)}\n`);
  });
}
