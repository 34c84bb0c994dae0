import type { Command } from 'commander';

/** Options on how the answer is judged, and how sure it has to be. */
export function addJudgingOptions(command: Command): Command {
  return command
    .option('--block-batches <n>', 'batches per piece of work (default: a quarter of --batches, at most 5)')
    .option(
      '--resamples <n>',
      "resamples of each seed's blocks for intervals, a pass over its saliencies each (default: 40 over all seeds, at least 8 each)",
    )
    .option(
      '--until <state>',
      'stable: adds seeds, then batches, until the order of the pairs by mask IoU is settled (default: as many as asked)',
    )
    .option('--confidence <p>', 'probability of the order that --until waits for (default: 0.95)')
    .option('--max-seeds <n>', 'most seeds of --until (default: 4 times --seeds)')
    .option('--max-batches <n>', 'most batches per seed of --until (default: 4 times --batches)')
    .option(
      '--keep-blocks',
      'leaves the sums of every block in blocks/ (default: removed once a seed is judged)',
    );
}
