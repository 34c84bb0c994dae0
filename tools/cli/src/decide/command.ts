import type { Command } from 'commander';
import type { SettingFlags } from '../options/parse-settings.js';

export function addDecideCommand(program: Command): void {
  const command = program
    .command('decide')
    .description(
      'the whole road: compare the tasks, choose the networks, prune each ready to train, and say in one page what to do,\n' +
        'how sure it is and what could be wrong',
    )
    .option('--data <dir>', 'folder of the data set (required, here or in --config)')
    .option('--out <dir>', 'folder for everything; the same command goes on there (required)')
    .option('--budget <k>', 'at most this many networks (required, or one of the next two)')
    .option(
      '--max-flops <n>',
      'at most this many FLOPs an image after pruning, all networks together (default: none)',
    )
    .option('--max-params <n>', 'at most this many kept weights, all networks together (default: none)')
    .option('--sparsity <percent>', 'zeros in the shared backbone of each network (default: 90)')
    .option('--tasks <list>', 'tasks, comma-separated (default: all that have labels)')
    .option('--no-overlap', 'each task in one network only (default: it may be in several)')
    .option(
      '--together <pairs>',
      'pairs that are in the same networks, e.g. seg+sn,depth+edge (default: none)',
    )
    .option('--apart <pairs>', 'pairs that no network has both of, e.g. seg+depth (default: none)')
    .option('--metric <name>', 'what the choice is made by: epi, iou, sals or masked_sals (default: iou)')
    .option('--weighting <name>', 'the layer weights of the metric (default: equal)')
    .option('--alone <value>', 'what a task by itself scores; 1 is itself (default: 1)')
    .option('--runners-up <n>', 'how many next best choices, 1 to 100 (default: 4)');
  addMeasuring(command)
    .option('--config <file>', 'YAML file with any of these, e.g. `budget: 2`; flags win')
    .option('--json', 'print decision.json instead of the tables')
    .action(async (flags: SettingFlags) => {
      const { runDecide } = await import('./run.js');
      await runDecide(flags);
    });
}

/** How the similarities are measured and the networks pruned. */
function addMeasuring(command: Command): Command {
  return command
    .option('--seeds <n>', 'seeds to begin with, each a fresh network and other draws (default: 5)')
    .option('--batches <n>', 'batches per seed to begin with (default: 5)')
    .option(
      '--until <state>',
      'stable: adds seeds, then batches, until the order of the pairs is settled; none: runs what is asked (default: stable)',
    )
    .option('--max-seeds <n>', 'most seeds of --until (default: 4 times --seeds)')
    .option('--max-batches <n>', 'most batches per seed of --until (default: 4 times --batches)')
    .option('--confidence <p>', 'of --until, the intervals and the decision (default: 0.95)')
    .option(
      '--sparsities <list>',
      'percent; the similarities are means over them (default: 30,50,70,90 and --sparsity)',
    )
    .option('--prune-batches <n>', 'batches that each network is pruned by (default: 50)')
    .option('--allow-disconnected', 'write masks that cut a net apart, too (default: off)')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option('--split <name>', 'which list of the index (default: train)')
    .option(
      '--batch-size <n>',
      "images per batch (default: the data set's own: nyuv2 8, cityscapes 16, taskonomy 4)",
    )
    .option('--crop <pixels>', "side of the square crop (default: the data set's own: nyuv2 321, others 224)")
    .option('--width <factor>', "factor on the networks' widths, e.g. 1 or 1/8 (default: 1)")
    .option('--precision <name>', 'fp32, or mixed: fp32 forward, bf16 backward (default: fp32)')
    .option('--dropout <state>', 'on or off while scoring (default: on)')
    .option('--first-seed <n>', 'number of the first seed, and of the networks (default: 0)')
    .option(
      '--workers <n>',
      'compute processes; no result depends on it (default: what fits cores and memory)',
    )
    .option('--threads <n>', 'threads inside a kernel; part of what fixes the bits (default: 1)');
}
