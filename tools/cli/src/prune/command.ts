import type { Command } from 'commander';
import type { SettingFlags } from '../options/parse-settings.js';

export function addPruneCommand(program: Command): void {
  const command = program
    .command('prune')
    .description(
      "score a net's weights for each task, keep the best, join the tasks: a net with masks of exactly the asked\n" +
        'sparsity',
    )
    .option(
      '--method <name>',
      'disparse_static: a net before training; disparse_pt: a trained net, --from (default: disparse_static)',
    )
    .option(
      '--criterion <name>',
      'snip, grad_w2, l1, random, snip_joint, synflow or grasp (default: snip; grad_w2 for disparse_pt)',
    )
    .option('--sparsity <percent>', 'zeros wanted in --scope, above 0 and below 100 (required)')
    .option(
      '--scope <name>',
      'what the sparsity is of: backbone, the shared one, or net, with all heads (default: backbone)',
    )
    .option(
      '--arbiter <name>',
      'how many tasks have to keep a weight of the backbone: union, majority, intersection (default: union)',
    );
  addScoringOptions(command)
    .option('--allow-disconnected', 'write masks that cut the net apart, too')
    .option('--out <dir>', 'new or empty folder for the results (required)')
    .option('--config <file>', 'YAML file with any of these, e.g. `sparsity: 90`; flags win')
    .option('--json', 'print prune.json instead of the tables')
    .action(async (flags: SettingFlags) => {
      const { runPrune } = await import('./run.js');
      await runPrune(flags);
    });
}

/** What is scored, and how. */
function addScoringOptions(command: Command): Command {
  return command
    .option('--data <dir>', 'folder of the data set (required unless the criterion is l1, random or synflow)')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option('--split <name>', 'which list of the index (default: train)')
    .option(
      '--tasks <list>',
      "tasks, comma-separated (default: all that have labels; those of --from's heads)",
    )
    .option('--from <file>', 'the net to prune, safetensors or .pth (required for disparse_pt)')
    .option('--width <factor>', "factor on a fresh network's widths, e.g. 1 or 1/8 (default: 1)")
    .option('--batches <n>', 'batches that are scored (default: 50)')
    .option(
      '--batch-size <n>',
      "images per batch (default: the data set's own: nyuv2 8, cityscapes 16, taskonomy 4)",
    )
    .option('--crop <pixels>', "side of the square crop (default: the data set's own: nyuv2 321, others 224)")
    .option('--seed <n>', 'of the fresh net, the order of the data, dropout, random scores (default: 0)')
    .option('--precision <name>', 'fp32, or mixed: fp32 forward, bf16 backward (default: fp32)')
    .option('--dropout <state>', 'on or off while scoring (default: on)')
    .option('--rounds <n>', 'rounds of synflow (default: 100)')
    .option(
      '--compat <mode>',
      'correct, or reference: tuned keep ratios, a fresh net scored on another draw than the one kept (default: correct)',
    )
    .option('--threads <n>', 'threads inside a kernel; part of what fixes the bits (default: 2)');
}
