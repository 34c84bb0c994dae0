import { rename, writeFile } from 'node:fs/promises';
import { UnsupportedError } from '@metasparse/contracts';
import { hasBf16, machineFacts, type MachineFacts } from '../result/machine-facts.js';
import { ratiosOf } from '../result/ratios.js';
import type { BenchReport, ConfigurationReport } from '../result/report.js';
import { analysisLine, helpLine, machineLine, workersLines } from '../result/row-lines.js';
import { configurationTable } from '../result/table.js';
import { measureAnalysis } from '../rows/analysis-time.js';
import { measureHelp } from '../rows/help-time.js';
import { measureWorkers } from '../rows/workers.js';
import { measureRounds } from '../run/rounds.js';
import type { Programs } from '../subjects/commands.js';
import { CONFIGURATIONS, type ConfigurationName } from '../subjects/configurations.js';
import { SUBJECTS, type SubjectId } from '../subjects/subjects.js';
import { prepareTorch } from '../torch/install.js';
import type { SimilarityOptions } from './options.js';

/** Where lines go: results to standard output, progress to standard error. */
export interface Console {
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
}

type Rows = Pick<BenchReport, 'workers' | 'analysis' | 'help'>;

/** Measures, prints the tables as they are ready, and writes the JSON file where one is wanted. */
export async function runSimilarity(
  options: SimilarityOptions,
  signal: AbortSignal,
  console: Console,
): Promise<BenchReport> {
  const machine = await machineFacts();
  const subjects = measurable(options.subjects, machine, console);
  const programs = await programsFor(subjects, options, signal);
  console.print(machineLine(machine));
  const configurations: Partial<Record<ConfigurationName, ConfigurationReport>> = {};
  for (const name of options.configs) {
    configurations[name] = await measureConfiguration(name, subjects, programs, options, signal, console);
  }
  const rows = await measureRows(options, signal, console);
  const { threads, rounds, batches } = options;
  const report = { machine, threads, rounds, batchesPerRound: batches, configurations, ...rows };
  if (options.jsonFile !== undefined) await writeReport(options.jsonFile, report);
  return report;
}

function measurable(
  ids: readonly SubjectId[],
  machine: MachineFacts,
  console: Console,
): readonly SubjectId[] {
  if (hasBf16(machine)) return ids;
  const left = ids.filter((id) => SUBJECTS[id].precision === 'fp32');
  if (left.length === 0)
    throw new UnsupportedError('This processor has no bf16 instructions: measure fp32 subjects.');
  if (left.length < ids.length) console.say('bf16 is left out: this processor has no instructions for it.');
  return left;
}

async function programsFor(
  subjects: readonly SubjectId[],
  { ours, python }: SimilarityOptions,
  signal: AbortSignal,
): Promise<Programs> {
  const wantsTorch = subjects.some((id) => SUBJECTS[id].program === 'torch');
  return { ours, torch: wantsTorch ? await prepareTorch(python, signal) : undefined };
}

async function measureConfiguration(
  name: ConfigurationName,
  subjects: readonly SubjectId[],
  programs: Programs,
  { batches, threads, rounds }: SimilarityOptions,
  signal: AbortSignal,
  { print, say }: Console,
): Promise<ConfigurationReport> {
  const load = { config: name, batches, threads };
  const measured = await measureRounds({ subjects, rounds, load, programs, signal, say });
  const ratios = ratiosOf(CONFIGURATIONS[name], measured);
  ['', ...configurationTable(CONFIGURATIONS[name], measured, ratios)].forEach(print);
  return { measured, ratios };
}

async function measureRows(
  options: SimilarityOptions,
  signal: AbortSignal,
  { print, say }: Console,
): Promise<Rows> {
  const { rows, rounds, batches, ours: script } = options;
  let found: Rows = {};
  if (rows.includes('workers')) {
    say('two workers of one thread against one of two');
    const workers = await measureWorkers({ load: { config: 'nyuv2', batches }, rounds, script, signal });
    ['', ...workersLines(workers)].forEach(print);
    found = { ...found, workers };
  }
  if (rows.includes('analysis')) {
    say('the analysis at full width');
    const analysis = await measureAnalysis(signal);
    print(`\n${analysisLine(analysis)}`);
    found = { ...found, analysis };
  }
  if (rows.includes('help')) {
    const help = await measureHelp(signal);
    print(`\n${helpLine(help)}`);
    found = { ...found, help };
  }
  return found;
}

/** Written aside and put in place whole. */
async function writeReport(file: string, report: BenchReport): Promise<void> {
  const aside = `${file}.${String(process.pid)}.partial`;
  await writeFile(aside, `${JSON.stringify(report, undefined, 2)}\n`);
  await rename(aside, file);
}
