import { fileURLToPath } from 'node:url';
import { InvalidArgumentError } from '@metasparse/contracts';
import { parseCompact, type CompactMeasurement } from '../compact/compact-measurement.js';
import { compactTable } from '../compact/compact-table.js';
import { COMPACT_CRITERIA, type CompactCriterion } from '../compact/criteria.js';
import { machineFacts } from '../result/machine-facts.js';
import { machineLine } from '../result/row-lines.js';
import { runToEnd } from '../run/child.js';
import { oursEnvironment } from '../subjects/commands.js';
import { CONFIGURATIONS, type ConfigurationName } from '../subjects/configurations.js';
import { countOf, listOf, writablePath } from './options.js';
import { writeReport, type Console } from './run-benchmark.js';

/** The flags as commander hands them over. */
export interface CompactFlags {
  readonly config?: string;
  readonly criteria?: string;
  readonly sparsity: string;
  readonly images: string;
  readonly width: string;
  readonly threads: string;
  readonly json?: string;
}

export const COMPACT_CONFIGURATIONS = ['nyuv2', 'cityscapes'] as const satisfies readonly ConfigurationName[];

const SCRIPT = fileURLToPath(new URL('../ours/compact.js', import.meta.url));

/** Prunes and compacts at each criterion and sparsity, in a process of its own each; prints a table a configuration. */
export async function runCompact(
  flags: CompactFlags,
  signal: AbortSignal,
  { print, say }: Console,
): Promise<void> {
  const configs = listOf(flags.config, '--config', COMPACT_CONFIGURATIONS);
  const criteria = listOf(flags.criteria, '--criteria', COMPACT_CRITERIA);
  const sparsities = flags.sparsity.split(',').map(sparsityOf);
  const threads = countOf(flags.threads, '--threads');
  countOf(flags.images, '--images');
  const jsonFile = flags.json === undefined ? undefined : writablePath(flags.json);
  const machine = await machineFacts();
  print(machineLine(machine));
  const found: Partial<Record<ConfigurationName, CompactMeasurement[]>> = {};
  for (const config of configs) {
    const measured: CompactMeasurement[] = [];
    for (const criterion of criteria)
      for (const sparsity of sparsities) {
        say(`${config}: ${criterion} at ${String(sparsity)} %`);
        const args = [SCRIPT, ...flagsOf(config, criterion, sparsity, flags)];
        const command = { file: process.execPath, args, env: oursEnvironment(threads) };
        measured.push(parseCompact((await runToEnd(command, signal)).stdout));
      }
    found[config] = measured;
    const [height, width] = CONFIGURATIONS[config].whole;
    ['', `${config}: one image of ${String(height)} x ${String(width)}`, ...compactTable(measured)].forEach(
      print,
    );
  }
  if (jsonFile !== undefined)
    await writeReport(jsonFile, { benchmark: 'compact', machine, threads, configurations: found });
}

function flagsOf(
  config: ConfigurationName,
  criterion: CompactCriterion,
  sparsity: number,
  { images, width, threads }: CompactFlags,
): readonly string[] {
  const what = ['--config', config, '--criterion', criterion, '--sparsity', String(sparsity)];
  return [...what, '--images', images, '--width', width, '--threads', threads];
}

/** Percent, between 0 and 100. */
function sparsityOf(text: string): number {
  const value = Number(text);
  if (value > 0 && value < 100) return value;
  const bound = 'a percentage between 0 and 100';
  throw new InvalidArgumentError(`--sparsity "${text}" is not ${bound}.`, {
    field: '--sparsity',
    value: text,
    bound,
  });
}
