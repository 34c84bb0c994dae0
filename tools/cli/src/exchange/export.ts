import { EXPORT_FORMATS, exportNet, type ExportFormat, type NetForm } from '@metasparse/steps';
import { choose } from '../results/read-run.js';
import { describeNet, printNotes } from './describe-net.js';
import { parseTasks } from './parse-tasks.js';

const FORMATS = Object.fromEntries(EXPORT_FORMATS.map((name) => [name, name]));
const FORMS: Readonly<Record<NetForm, NetForm>> = { pruned: 'pruned', dense: 'dense' };

export interface ExportFlags {
  readonly format: string;
  readonly out: string;
  readonly form?: string;
  readonly dataParallel?: boolean;
  readonly tasks?: string;
}

export async function runExport(file: string, flags: ExportFlags): Promise<void> {
  const { plan, masks, notes } = await exportNet({
    file,
    format: choose<ExportFormat>('format', flags.format, FORMATS),
    out: flags.out,
    form: flags.form === undefined ? undefined : choose('form', flags.form, FORMS),
    dataParallel: flags.dataParallel,
    tasks: parseTasks(flags.tasks),
  });
  printNotes(notes);
  process.stdout.write(`${describeNet(plan, masks)}\n${flags.out}\n`);
}
