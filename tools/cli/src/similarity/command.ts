import type { Command } from 'commander';
import type { SettingFlags } from '../options/parse-settings.js';
import { addJudgingOptions } from './judging-options.js';

export function addSimilarityCommand(program: Command): void {
  const command = program
    .command('similarity')
    .description(
      "score every weight per task on a fresh network, take each task's dominant subnetwork, compare them:\n" +
        'all metrics, weightings and sparsities from one pass',
    )
    .option('--data <dir>', 'folder of the data set (required, here or in --config)')
    .option('--dataset <name>', 'nyuv2, cityscapes or taskonomy (default: found out from the folder)')
    .option(
      '--tasks <list>',
      'tasks, comma-separated: seg,sn,depth,keypoint,edge; of scenes also controls (default: the former, with labels)',
    )
    .option('--batches <n>', 'batches per seed (default: 5)')
    .option(
      '--batch-size <n>',
      "images per batch (default: the data set's own: nyuv2 8, cityscapes 16, taskonomy 4)",
    )
    .option('--seeds <n>', 'number of seeds, each a fresh network and other draws (default: 5)')
    .option('--first-seed <n>', 'number of the first seed (default: 0)')
    .option('--sparsities <list>', 'percent, comma-separated, each between 0 and 100 (default: 30,50,70,90)')
    .option('--crop <pixels>', "side of the square crop (default: the data set's own: nyuv2 321, others 224)")
    .option('--width <factor>', "factor on the network's widths, e.g. 1 or 1/8 (default: 1)")
    .option('--split <name>', 'train, with augmentation, or test, whole images (default: train)')
    .option('--precision <name>', 'fp32, or mixed: fp32 forward, bf16 backward (default: fp32)')
    .option('--dropout <state>', 'on or off (default: on)')
    .option(
      '--keep-ratios <table>',
      'published, tuned per data set, or plain, 1 - sparsity (default: published)',
    )
    .option('--compat <mode>', 'correct, or reference: as published where the two differ (default: correct)')
    .option(
      '--workers <n>',
      'compute processes; no result depends on it (default: what fits cores and memory)',
    )
    .option('--threads <n>', 'threads inside a kernel; part of what fixes the bits (default: 1)')
    .option(
      '--out <dir>',
      'folder for the results (required); the same command continues a run that was stopped',
    )
    .option('--config <file>', 'YAML file with any of these, e.g. `batch-size: 2`; flags win')
    .option('--json', 'progress as one JSON object per line on standard output')
    .action(async (flags: SettingFlags) => {
      const { runSimilarity } = await import('./run.js');
      await runSimilarity(flags);
    });
  addJudgingOptions(command);
}
