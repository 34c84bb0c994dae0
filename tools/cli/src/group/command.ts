import type { Command } from 'commander';

export interface GroupFlags {
  /** A file, or its kind and the file. */
  readonly from: readonly string[];
  readonly budget?: string;
  readonly maxFlops?: string;
  readonly maxParams?: string;
  readonly maxLatencyMs?: string;
  readonly overlap: boolean;
  readonly together?: string;
  readonly apart?: string;
  readonly metric: string;
  readonly weighting: string;
  readonly sparsity: string;
  readonly alone: string;
  readonly fill: string;
  readonly costs?: string;
  readonly pruned?: string;
  readonly imageSize?: string;
  readonly runnersUp: string;
  readonly resamples?: string;
  readonly seed: string;
  readonly confidence: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function addGroupCommand(program: Command): void {
  program
    .command('group')
    .description(
      'choose the networks: the exact best set of groups of tasks within a budget, and how sure it is',
    )
    .requiredOption(
      '--from <source...>',
      '[similarity|gains|losses] and the file, or the folder of a similarity run (required)',
    )
    .option('--budget <k>', 'at most this many networks')
    .option('--max-flops <n>', 'at most this many FLOPs an image, all networks together, e.g. 2.5e9')
    .option('--max-params <n>', 'at most this many parameters, all networks together')
    .option('--max-latency-ms <n>', 'at most this many milliseconds an image, one network after the other')
    .option('--no-overlap', 'each task in one network only (default: it may be in several)')
    .option('--together <pairs>', 'pairs that are in the same networks, e.g. seg+sn,depth+edge')
    .option('--apart <pairs>', 'pairs that no network has both of, e.g. seg+depth')
    .option('--metric <name>', 'of a similarity file: epi, iou, sals or masked_sals', 'iou')
    .option('--weighting <name>', 'of a similarity file: the layer weights', 'equal')
    .option('--sparsity <percent>', 'of a similarity file: a sparsity, or mean', 'mean')
    .option('--alone <value>', 'of a similarity file: what a task by itself scores; 1 is itself', '1')
    .option('--fill <how>', 'groups that were not trained: pairs, the mean of their pairs, or none', 'pairs')
    .option('--costs <file>', 'FLOPs, parameters, latency of each network (docs/grouping.md)')
    .option('--pruned <percent>', "costs after pruning, from the similarity run's masks at this sparsity")
    .option(
      '--image-size <HxW>',
      "pixels for which FLOPs are counted (default: the data set's training crop)",
    )
    .option('--runners-up <n>', 'how many next best choices', '4')
    .option('--resamples <n>', 'bootstrap draws (default: 1000; 200 from 9 tasks on, 20 beyond 12)')
    .option('--seed <n>', 'starts the draws', '0')
    .option('--confidence <fraction>', 'of the intervals', '0.95')
    .option('--out <dir>', 'folder for groups.json, groups.tsv and groups.svg (default: only print)')
    .option('--json', 'print groups.json instead of the tables')
    .action(async (flags: GroupFlags) => {
      const { runGroup } = await import('./run.js');
      await runGroup(flags);
    });
}
