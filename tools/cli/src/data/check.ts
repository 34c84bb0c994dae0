import { writeFileAtomically } from '@metasparse/artifacts';
import {
  checkDataset,
  contactSheet,
  openDataset,
  type DataReport,
  type SplitReport,
} from '@metasparse/datasets';
import { InvalidDataError } from '@metasparse/contracts';
import type { Dataset } from '@metasparse/scenenet';
import { DATASETS } from '@metasparse/scenenet';
import { table } from '../console/format.js';
import { choose } from '../results/read-run.js';

const SHEET_ROWS = 4;

/** Checks a folder and prints what it found; files that cannot be used end in exit code 3. */
export async function runCheck(
  dir: string,
  options: { dataset?: string; sheet: string | false; json?: boolean },
): Promise<void> {
  const names = Object.fromEntries(DATASETS.map((name) => [name, name]));
  const dataset =
    options.dataset === undefined ? undefined : choose<Dataset>('dataset', options.dataset, names);
  const report = await checkDataset(dir, { dataset });
  process.stdout.write(
    options.json === true ? `${JSON.stringify(report, null, 1)}\n` : `${describe(report)}\n`,
  );
  const usable = report.splits.find((split) => split.usable > 0);
  if (options.sheet !== false && usable !== undefined) await writeSheet(dir, report, usable, options.sheet);
  const unusable = report.counts.missing + report.counts.broken;
  if (unusable > 0)
    throw new InvalidDataError(`${dir}: ${unusable} file(s) are missing or broken; they are listed above`, {
      file: dir,
    });
}

async function writeSheet(dir: string, report: DataReport, split: SplitReport, path: string): Promise<void> {
  const reader = await openDataset(dir, { dataset: report.dataset, split: split.split });
  await writeFileAtomically(path, await contactSheet(reader, Math.min(SHEET_ROWS, split.usable)));
  process.stderr.write(`contact sheet of split ${split.split}: ${path}\n`);
}

function describe(report: DataReport): string {
  const head = `${report.folder}: ${report.dataset}, layout ${report.layout}`;
  const splits = report.splits.map(describeSplit);
  const problems = report.problems.map(
    ({ split, sample, kind, reason }) =>
      `  ${kind} (${split}${sample === undefined ? '' : `, ${sample}`}): ${reason}`,
  );
  const { missing, broken, odd } = report.counts;
  const hidden = missing + broken + odd - problems.length;
  return [
    head,
    ...splits,
    `${missing} missing, ${broken} broken, ${odd} odd`,
    ...problems,
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ].join('\n');
}

function describeSplit({ split, samples, usable, sizes, labels, notes }: SplitReport): string {
  const sizeList = Object.entries(sizes).map(([size, count]) => `${count} of ${size}`);
  const rows = Object.entries(labels).map(([label, s]) => [
    `  ${label}`,
    String(s.samples),
    `${((100 * s.labelled) / Math.max(1, s.pixels)).toFixed(1)} %`,
    s.min?.toPrecision(4) ?? '',
    s.max?.toPrecision(4) ?? '',
  ]);
  return [
    `\nsplit ${split}: ${samples} samples, ${usable} usable; ${sizeList.join(', ')}`,
    ...(rows.length === 0 ? [] : [table([['  label', 'samples', 'labelled', 'least', 'largest'], ...rows])]),
    ...notes.map((note) => `  note: ${note}`),
  ].join('\n');
}
