import { InvalidArgumentError } from '@metasparse/contracts';
import { DATASETS, type Dataset } from '@metasparse/scenenet';
import { importNet, importResNet34 } from '@metasparse/steps';
import { parseWhole } from '../console/parse-whole.js';
import { choose } from '../results/read-run.js';
import { describeNet, printNotes } from './describe-net.js';
import { parseTasks } from './parse-tasks.js';

export interface ImportFlags {
  readonly out: string;
  readonly tasks?: string;
  readonly resnet34?: boolean;
  readonly dataset?: string;
  readonly seed?: string;
}

export async function runImport(file: string, flags: ImportFlags): Promise<void> {
  if (flags.resnet34 === true) return runResNet34(file, flags);
  for (const field of ['dataset', 'seed'] as const)
    if (flags[field] !== undefined) throw belongsToResNet(field, flags[field]);
  const { plan, masks, notes } = await importNet({ file, out: flags.out, tasks: parseTasks(flags.tasks) });
  printNotes(notes);
  process.stdout.write(`${describeNet(plan, masks)}\n${flags.out}\n`);
}

async function runResNet34(file: string, { out, tasks, dataset, seed = '0' }: ImportFlags): Promise<void> {
  const names = Object.fromEntries(DATASETS.map((name) => [name, name]));
  if (dataset === undefined)
    throw new InvalidArgumentError(
      `--dataset is missing; with --resnet34 it says which heads the net gets: ${DATASETS.join(', ')}`,
      { field: 'dataset', bound: DATASETS.join(', ') },
    );
  const { plan, report } = await importResNet34({
    file,
    out,
    dataset: choose<Dataset>('dataset', dataset, names),
    tasks: parseTasks(tasks),
    seed: parseWhole('seed', seed, 0, 2 ** 31 - 1),
  });
  const { mapped, leftOut, kept } = report;
  printNotes([
    ...mapped.flatMap(({ from, note }) => (note === undefined ? [] : [`${from}: ${note}`])),
    ...leftOut.map(({ from, why }) => `left out ${from}: ${why}`),
    ...(kept.length > 0
      ? [`the file has nothing for ${kept.length} entries of the backbone, which keep their start values`]
      : []),
  ]);
  process.stdout.write(
    `${describeNet(plan, 0)}\n${mapped.length} entries of the ResNet taken over; heads as training starts them\n${out}\n`,
  );
}

function belongsToResNet(field: string, value: string): InvalidArgumentError {
  return new InvalidArgumentError(
    `--${field} is ${JSON.stringify(value)}; it belongs to --resnet34, leave it out`,
    {
      field,
      value,
      bound: 'with --resnet34 only',
    },
  );
}
