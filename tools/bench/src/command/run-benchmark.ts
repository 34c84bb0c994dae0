import { rename, writeFile } from 'node:fs/promises';
import { UnsupportedError } from '@metasparse/contracts';
import { hasBf16, machineFacts, type MachineFacts } from '../result/machine-facts.js';
import { ratiosOf } from '../result/ratios.js';
import type { BenchReport, ConfigurationReport } from '../result/report.js';
import { machineLine } from '../result/row-lines.js';
import { configurationTable } from '../result/table.js';
import { measureRounds } from '../run/rounds.js';
import type { Programs } from '../subjects/commands.js';
import { CONFIGURATIONS, type ConfigurationName } from '../subjects/configurations.js';
import { SUBJECTS, type SubjectId } from '../subjects/subjects.js';
import { prepareTorch } from '../torch/install.js';
import type { BenchOptions } from './options.js';
import { measureRows } from './rows.js';

/** Where lines go: results to standard output, progress to standard error. */
export interface Console {
  readonly print: (line: string) => void;
  readonly say: (line: string) => void;
}

/** Measures, prints the tables as they are ready, and writes the JSON file where one is wanted. */
export async function runBenchmark(
  options: BenchOptions,
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
  const benchmark = options.benchmark.name;
  const report = { benchmark, machine, threads, rounds, batchesPerRound: batches, configurations, ...rows };
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
  { benchmark, ours, python }: BenchOptions,
  signal: AbortSignal,
): Promise<Programs> {
  const wantsTorch = subjects.some((id) => SUBJECTS[id].program === 'torch');
  const torch = wantsTorch ? await prepareTorch(python, signal) : undefined;
  return { ours, torchScript: benchmark.torchScript, torch };
}

async function measureConfiguration(
  name: ConfigurationName,
  subjects: readonly SubjectId[],
  programs: Programs,
  { benchmark, batches, threads, rounds }: BenchOptions,
  signal: AbortSignal,
  { print, say }: Console,
): Promise<ConfigurationReport> {
  const load = { config: name, unit: benchmark.unit, batches, threads };
  const measured = await measureRounds({ subjects, rounds, load, programs, signal, say });
  const config = CONFIGURATIONS[name];
  const ratios = ratiosOf(benchmark.questions(config), measured);
  ['', ...configurationTable(benchmark, config, measured, ratios)].forEach(print);
  return { measured, ratios };
}

/** Written aside and put in place whole. */
export async function writeReport(file: string, report: object): Promise<void> {
  const aside = `${file}.${String(process.pid)}.partial`;
  await writeFile(aside, `${JSON.stringify(report, undefined, 2)}\n`);
  await rename(aside, file);
}
