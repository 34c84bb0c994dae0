import { writeFileAtomically } from '@metasparse/artifacts';
import { compareRuns, readRun, type Comparison } from '@metasparse/steps';
import { choose } from '../results/read-run.js';
import type { CompareFlags } from './command.js';
import { comparisonMarkdown, comparisonText } from './comparison-text.js';
import { comparisonTsv } from './comparison-tsv.js';

const FORMATS: Readonly<Record<string, (comparison: Comparison, allSettings: boolean) => string>> = {
  table: comparisonText,
  md: comparisonMarkdown,
  tsv: comparisonTsv,
  json: (comparison) => `${JSON.stringify(comparison, null, 1)}\n`,
};

export async function runCompare(folders: readonly string[], flags: CompareFlags): Promise<void> {
  const format = choose('format', flags.format, FORMATS);
  const text = format(compareRuns(folders.map(readRun)), flags.allSettings === true);
  if (flags.out === undefined) process.stdout.write(text);
  else await writeFileAtomically(flags.out, text);
}
