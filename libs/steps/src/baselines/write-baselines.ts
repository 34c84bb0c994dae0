import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { baselinesTsv, correlationsTsv, type BaselinesFile } from '@metasparse/baselines';
import { baselinesReportHtml, correlationsSvg } from '@metasparse/report';

/** The files of a measuring, in the order in which they are written. */
export const BASELINES_FILES = [
  'baselines.tsv',
  'correlations.tsv',
  'correlations.svg',
  'report.html',
  'baselines.json',
] as const;

/** Writes `BASELINES_FILES`, baselines.json last, so that a folder with it is whole. */
export async function writeBaselines(folder: string, file: BaselinesFile): Promise<void> {
  const contents: Readonly<Record<(typeof BASELINES_FILES)[number], string>> = {
    'baselines.tsv': baselinesTsv(file),
    'correlations.tsv': correlationsTsv(file),
    'correlations.svg': correlationsSvg(file),
    'report.html': baselinesReportHtml(file),
    'baselines.json': `${JSON.stringify(file, null, 1)}\n`,
  };
  for (const name of BASELINES_FILES) await writeFileAtomically(join(folder, name), contents[name]);
}
