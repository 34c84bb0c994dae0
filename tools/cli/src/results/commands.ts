import type { Command } from 'commander';

export function addResultCommands(program: Command): void {
  program
    .command('table')
    .description('the numbers of a similarity run as a table')
    .requiredOption('--from <dir>', 'folder of a finished run')
    .option('--format <name>', "tsv, latex, md or json (json: the original's table.json)", 'tsv')
    .option('--out <file>', 'write to a file instead of standard output')
    .action(async (options: { from: string; format: string; out?: string }) => {
      const { runTable } = await import('./table.js');
      await runTable(options);
    });
  program
    .command('plot')
    .description('a picture of a similarity run, or the curves of a training run')
    .requiredOption('--from <dir>', 'folder of a finished run')
    .option(
      '--kind <name>',
      'matrix, bars, layers or kept; curves of a training run (default: matrix, or curves)',
    )
    .option('--format <name>', 'svg or png', 'svg')
    .option('--out <file>', 'file to write (default: KIND.FORMAT in the folder of the run)')
    .action(async (options: { from: string; kind?: string; format: string; out?: string }) => {
      const { runPlot } = await import('./plot.js');
      await runPlot(options);
    });
  program
    .command('iou')
    .description('weights that the tasks of a similarity run share, layer by layer')
    .requiredOption('--from <dir>', 'folder of a finished run')
    .option('--keep-ratio <fraction>', 'fraction of its weights that each task keeps', '0.078')
    .option(
      '--compat <mode>',
      'correct: kept by all / kept by any; reference: as published, exactly two / (one or two)',
      'correct',
    )
    .option('--out <dir>', 'folder for iou.json, iou.tsv and iou.svg (default: the folder of the run)')
    .action(async (options: { from: string; keepRatio: string; compat: string; out?: string }) => {
      const { runIou } = await import('./iou.js');
      await runIou(options);
    });
}
