import type { Command } from 'commander';

export interface CompareFlags {
  readonly format: string;
  readonly out?: string;
  readonly allSettings?: boolean;
}

export function addCompareCommand(program: Command): void {
  program
    .command('compare <runs...>')
    .description(
      'lay finished runs side by side: settings and results that differ, and what was published of the same;\n' +
        'runs of any kind (similarity, prune, train, evaluate); those that differ in their seed only are one column',
    )
    .option('--format <name>', 'table, md, tsv or json', 'table')
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--all-settings', 'also the settings that are the same')
    .action(async (runs: string[], flags: CompareFlags) => {
      const { runCompare } = await import('./run.js');
      await runCompare(runs, flags);
    });
}
