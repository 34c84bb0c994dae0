import type { Command } from 'commander';

export interface ReproduceFlags {
  readonly data?: string;
  readonly out?: string;
  readonly seeds?: string;
  readonly scale?: string;
  readonly dryRun?: boolean;
  readonly run?: boolean;
}

export function addReproduceCommand(program: Command): void {
  program
    .command('reproduce <plan>')
    .description(
      'plan, run and tabulate what reproduces a publication, beside its published values:\n' +
        'report, disparse-nyuv2, disparse-cityscapes, disparse-taskonomy; scenes, which measures learning on\n' +
        'scenes of its own; or the JSON file of a plan;\n' +
        'without --run the plan is written, and the tables of what is finished so far',
    )
    .option('--data <dir>', 'folder of the data set (default: none, the plan then says what it needs)')
    .option('--out <dir>', 'folder of the plan, its steps and tables (default: reproduce-PLAN)')
    .option('--seeds <n>', 'seeds of every step (default: report 4, the others 3)')
    .option('--scale <name>', 'full, as published, or short: a narrow net and few batches (default: full)')
    .option('--dry-run', 'print the plan and write nothing')
    .option('--run', 'run the steps that are not finished; the same command goes on after a stop')
    .action(async (plan: string, flags: ReproduceFlags) => {
      const { runReproduce } = await import('./run.js');
      await runReproduce(plan, flags);
    });
}
