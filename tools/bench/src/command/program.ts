import { Command } from 'commander';
import { sharedFolder } from '../config.js';
import { checkTorch, type CheckFlags } from './check-torch.js';
import { DEFAULT_OURS, ROWS, similarityOptions, type SimilarityFlags } from './options.js';
import { runSimilarity, type Console } from './similarity.js';
import { CONFIGURATION_NAMES } from '../subjects/configurations.js';
import { SUBJECT_IDS } from '../subjects/subjects.js';

const OWN_PYTHON = 'Python that has PyTorch, instead of installing one into the cache';

/** The commands of `npm run bench --`. */
export function benchProgram(signal: AbortSignal, console: Console): Command {
  const program = new Command('npm run bench --');
  program.description('Measures ours and PyTorch in turn. Only ratios within one run mean anything.');
  program.exitOverride();
  addSimilarity(program, signal, console);
  addCheck(program, signal, console);
  return program;
}

function addSimilarity(program: Command, signal: AbortSignal, console: Console): void {
  program
    .command('similarity')
    .description('seconds a batch, peak memory and ratios of the saliency loop')
    .option('--config <names>', `some of ${CONFIGURATION_NAMES.join(',')} (default: all)`)
    .option('--only <subjects>', `some of ${SUBJECT_IDS.join(',')} (default: all)`)
    .option(
      '--rows <names>',
      `further rows: some of ${ROWS.join(',')}, or none (default: all, with --only none)`,
    )
    .option('--rounds <count>', 'how often each is measured', '3')
    .option('--batches <count>', 'timed batches of a round, after a warm-up', '2')
    .option('--threads <count>', 'threads inside a kernel', '2')
    .option('--ours <file>', 'script that measures our side', DEFAULT_OURS)
    .option('--python <file>', OWN_PYTHON)
    .option('--json <file>', 'write everything measured to this file')
    .action(async (flags: SimilarityFlags) => {
      await runSimilarity(similarityOptions(flags), signal, console);
    });
}

function addCheck(program: Command, signal: AbortSignal, console: Console): void {
  program
    .command('check-torch')
    .description("compare PyTorch's side with the golden values")
    .option('--shared <folder>', 'folder that holds golden/ and data/', sharedFolder())
    .option('--file <name>', 'file of golden/', 'narrow_225')
    .option('--python <file>', OWN_PYTHON)
    .action(async (flags: CheckFlags) => {
      console.print((await checkTorch(flags, signal)).trimEnd());
    });
}
