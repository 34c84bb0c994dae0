import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { gainsTsv, type GainsFile } from '@metasparse/evidence';
import { gainsReportHtml, gainsSvg, shellLine } from '@metasparse/report';

export const GAINS_FILES: readonly string[] = ['gains.json', 'gains.tsv', 'gains.svg', 'report.html'];

/** Writes all files of the gains; gains.json comes last and says that they are whole. */
export async function writeGains(
  folder: string,
  gains: GainsFile,
  command: readonly string[],
): Promise<void> {
  const write = (name: string, content: string): Promise<void> =>
    writeFileAtomically(join(folder, name), content);
  await write('gains.tsv', gainsTsv(gains));
  await write('gains.svg', gainsSvg(gains));
  await write('report.html', gainsReportHtml(gains, shellLine(command)));
  await write('gains.json', `${JSON.stringify(gains, null, 1)}\n`);
}
