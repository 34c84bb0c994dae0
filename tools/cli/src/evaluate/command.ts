import type { Command } from 'commander';

export interface EvaluateFlags {
  readonly net: string;
  readonly data: string;
  readonly out: string;
  readonly dataset: string;
  readonly split: string;
  readonly tasks?: string;
  readonly threads: string;
  readonly sheet: string;
  readonly constant?: string;
  readonly json?: boolean;
}

export function addEvaluateCommand(program: Command): void {
  program
    .command('evaluate')
    .description(
      'measure a net on the whole images of a split: all metrics, corrected and as published side by side',
    )
    .requiredOption('--net <file>', 'the net: a checkpoint in safetensors or a .pth file (required)')
    .requiredOption('--data <dir>', 'folder of the data set (required)')
    .requiredOption('--out <dir>', 'new or empty folder for the results (required)')
    .option('--dataset <name>', 'nyuv2, cityscapes, taskonomy, or auto: found out from the folder', 'auto')
    .option('--split <name>', 'which list of the index', 'test')
    .option(
      '--tasks <list>',
      "tasks of the net's heads in their order (default: known from their numbers of classes)",
    )
    .option('--threads <n>', 'threads inside a kernel', '2')
    .option('--sheet <n>', 'images on the sheet of predictions beside labels; 0 for no sheet', '4')
    .option(
      '--constant <split>',
      'measure beside the net the best constants of this split: majority class, mean normal, median value',
    )
    .option('--json', 'print metrics.json instead of the table')
    .action(async (flags: EvaluateFlags) => {
      const { runEvaluate } = await import('./run.js');
      await runEvaluate(flags);
    });
}
