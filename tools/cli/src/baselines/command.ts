import type { Command } from 'commander';

export interface BaselinesFlags {
  readonly on: string;
  readonly out: string;
  readonly data?: string;
  readonly methods: string;
  readonly lr: string;
  readonly pixels: string;
  readonly json?: boolean;
}

export function addBaselinesCommand(program: Command): void {
  program
    .command('baselines')
    .description(
      'what other measures say of the tasks of a similarity run, on its batches, nets and seeds: gradients, TAG, RSA, H-score, LogME, Task2Vec',
    )
    .requiredOption('--on <run>', 'folder of the finished similarity run (required)')
    .requiredOption('--out <dir>', 'new or empty folder for the results (required)')
    .option('--data <dir>', 'where the data of the run is now (default: where the run read it)')
    .option('--methods <list>', 'comma-separated, or all', 'all')
    .option('--lr <rate>', 'learning rate of the plain gradient step by which TAG looks ahead', '0.0001')
    .option('--pixels <n>', 'most pixels a seed and task that H-score and LogME sample', '4096')
    .option('--json', 'print baselines.json instead of the tables')
    .action(async (flags: BaselinesFlags) => {
      const { runBaselines } = await import('./run.js');
      await runBaselines(flags);
    });
}
