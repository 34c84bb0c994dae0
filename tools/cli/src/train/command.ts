import type { Command } from 'commander';
import type { SettingFlags } from '../options/parse-settings.js';

/** Flags of `train`: settings, and whether to go on with a run that is there. */
export interface TrainFlags extends SettingFlags {
  readonly resume?: boolean;
}

export function addTrainCommand(program: Command): void {
  const command = program
    .command('train')
    .description(
      'train a multitask net, dense, from pruned masks, or with masks that change; published settings by default',
    )
    .option(
      '--method <name>',
      'baseline, disparse_static, disparse_pt or disparse_dynamic (default: baseline)',
    )
    .option('--data <dir>', 'folder of the data set (required, here or in --config)')
    .option('--out <dir>', 'new or empty folder for the run (required)')
    .option('--resume', 'go on with the run in --out where it was stopped (default: off)')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option('--tasks <list>', 'tasks, comma-separated (default: those of --from, else all that have labels)')
    .option(
      '--from <file>',
      'net to begin with, safetensors or .pth; its masks stay (default: weights drawn from --seed)',
    )
    .option('--sparsity <percent>', 'zeros asked for by the disparse methods (default: 90)')
    .option('--iterations <n>', "steps of the optimiser (default: the data set's published number)")
    .option('--width <factor>', "factor on the network's widths, e.g. 1/8 (default: 1, or that of --from)")
    .option('--batch-size <n>', 'images per step (default: nyuv2 8, others 16)')
    .option('--crop <pixels>', 'side of the square crop (default: nyuv2 321, others 224)')
    .option('--seed <n>', 'of weights, order of the data, augmentation and dropout (default: 0)');
  addOptimiser(command);
  addMasks(command);
  addRun(command);
  command.action(async (flags: TrainFlags) => {
    const { runTrain } = await import('./run.js');
    await runTrain(flags);
  });
}

function addOptimiser(command: Command): void {
  command
    .option(
      '--lr <rate>',
      'learning rate before decay (default: nyuv2 0.001, others 0.0001, less in disparse_pt)',
    )
    .option('--schedule <name>', 'published (steps), cosine or constant (default: published)')
    .option('--warm-up <n>', 'iterations over which the rate climbs (default: 0)')
    .option('--clip <norm>', 'largest norm of all gradients together (default: off)')
    .option('--ema <decay>', 'test and keep a running average of the weights, e.g. 0.999 (default: off)')
    .option('--lambdas <list>', "weights of the tasks' losses, e.g. seg=1,sn=20 (default: published)")
    .option('--precision <name>', 'fp32, or mixed: fp32 forward, bf16 backward (default: fp32)')
    .option('--dropout <state>', 'on or off (default: on)');
}

function addMasks(command: Command): void {
  command
    .option('--allow-disconnected', 'train masks that cut the net apart, too (default: off)')
    .option(
      '--densities <name>',
      'how disparse_dynamic shares out the weights: erk or uniform (default: erk)',
    )
    .option('--grown-weights <value>', 'zero, or stale: what they were when dropped (default: zero)')
    .option(
      '--update-end <n>',
      'first iteration whose masks stay (default: published, or 3/4 of --iterations if that is less)',
    )
    .option(
      '--update-interval <n>',
      'iterations between changes (default: nyuv2, cityscapes 50, taskonomy 250)',
    )
    .option('--drop-rate <share>', 'share of the weights dropped at first (default: 0.5)');
}

function addRun(command: Command): void {
  command
    .option('--test-every <n>', 'iterations between test losses, 0 for none (default: published)')
    .option('--test-images <n>', 'images of the test split to measure (default: all)')
    .option('--log-every <n>', 'iterations between lines of metrics.jsonl (default: 10)')
    .option('--checkpoint-every <n>', 'iterations between checkpoints (default: published)')
    .option('--keep-checkpoints <n>', 'newest checkpoints that are kept (default: 2)')
    .option('--compat <mode>', 'correct, or reference: as published where the two differ (default: correct)')
    .option('--threads <n>', 'threads inside a kernel; part of what fixes the bits (default: 1)')
    .option('--readers <n>', 'reading threads; no result depends on it (default: 1)')
    .option('--config <file>', 'YAML file with any of these, e.g. `batch-size: 2`; flags win')
    .option('--json', 'progress as one JSON object per line on standard output');
}
