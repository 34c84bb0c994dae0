import type { Command } from 'commander';
import type { SettingFlags } from '../options/parse-settings.js';

/** Flags of `cotrain`: settings, and whether only to say what would be done. */
export interface CotrainFlags extends SettingFlags {
  readonly dryRun?: boolean;
}

export function addCotrainCommand(program: Command): void {
  program
    .command('cotrain')
    .description('train sets of tasks under one budget and measure what each task gains from the others')
    .option('--data <dir>', 'folder of the data set, with a test split (required, here or in --config)')
    .option('--out <dir>', 'folder for the results; the same command goes on there (required)')
    .option(
      '--sets <which>',
      'all-pairs, all, or a file with one set a line, e.g. seg+sn; each task alone too (default: all-pairs)',
    )
    .option('--tasks <list>', 'tasks, comma-separated (default: all that have labels)')
    .option('--seeds <n>', 'seeds 0 to n-1, for each set (default: 3)')
    .option('--jobs <n>', 'runs at a time, each in a process of its own (default: 1)')
    .option('--cache <dir>', 'folder of runs that other co-trainings use too (default: runs in --out)')
    .option('--dry-run', 'only list the runs and measure shortly how long they would take (default: off)')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option('--iterations <n>', "steps of the optimiser (default: the data set's published number)")
    .option('--width <factor>', "factor on the network's widths, e.g. 1/16 (default: 1)")
    .option('--batch-size <n>', 'images per step (default: nyuv2 8, others 16)')
    .option('--crop <pixels>', 'side of the square crop (default: nyuv2 321, others 224)')
    .option('--lr <rate>', 'learning rate before decay (default: nyuv2 0.001, others 0.0001)')
    .option('--schedule <name>', 'published (steps), cosine or constant (default: published)')
    .option('--warm-up <n>', 'iterations over which the rate climbs (default: 0)')
    .option('--clip <norm>', 'largest norm of all gradients together (default: off)')
    .option('--ema <decay>', 'test and keep a running average of the weights, e.g. 0.999 (default: off)')
    .option('--lambdas <list>', "weights of the tasks' losses, e.g. seg=1,sn=20 (default: published)")
    .option('--precision <name>', 'fp32, or mixed: fp32 forward, bf16 backward (default: fp32)')
    .option('--dropout <state>', 'on or off (default: on)')
    .option('--test-images <n>', 'images of the test split for the test loss (default: all)')
    .option('--log-every <n>', 'iterations between lines of metrics.jsonl (default: 10)')
    .option('--checkpoint-every <n>', 'iterations between checkpoints (default: published)')
    .option('--compat <mode>', 'correct, or reference: as published where the two differ (default: correct)')
    .option('--threads <n>', 'threads inside a kernel; part of what fixes the bits (default: 1)')
    .option('--readers <n>', 'reading threads; no result depends on it (default: 1)')
    .option('--config <file>', 'YAML file with any of these, e.g. `seeds: 2`; flags win')
    .option('--json', 'print gains.json instead of the table; with --dry-run the list of runs')
    .action(async (flags: CotrainFlags) => {
      const { runCotrain } = await import('./run.js');
      await runCotrain(flags);
    });
}
