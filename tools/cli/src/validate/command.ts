import type { Command } from 'commander';

export interface ValidateFlags {
  readonly similarity: string;
  readonly cotrain: string;
  readonly out: string;
  readonly measure: string;
  readonly resamples: string;
  readonly seed: string;
  readonly confidence: string;
  readonly json?: boolean;
}

export function addValidateCommand(program: Command): void {
  program
    .command('validate')
    .description('compare every metric of a similarity run with what training together really gave')
    .requiredOption('--similarity <path>', 'a similarity.json, or the folder of the run (required)')
    .requiredOption('--cotrain <path>', 'a gains.json, or the folder of the co-training (required)')
    .requiredOption('--out <dir>', 'folder for the results (required)')
    .option('--measure <name>', 'what a gain is counted in: loss, or delta_mtl (mean over metrics)', 'loss')
    .option('--resamples <n>', 'bootstrap draws of the seeds', '1000')
    .option('--seed <n>', 'starts the draws', '0')
    .option('--confidence <fraction>', 'of the intervals', '0.95')
    .option('--json', 'print validate.json instead of the tables')
    .action(async (flags: ValidateFlags) => {
      const { runValidate } = await import('./run.js');
      await runValidate(flags);
    });
}
