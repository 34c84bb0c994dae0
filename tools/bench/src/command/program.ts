import { Command } from 'commander';
import { sharedFolder } from '../config.js';
import { COMPACT_CRITERIA } from '../compact/criteria.js';
import { BENCHMARKS, type Benchmark } from '../subjects/benchmarks.js';
import { checkTorch, type CheckFlags } from './check-torch.js';
import { COMPACT_CONFIGURATIONS, runCompact, type CompactFlags } from './compact.js';
import { ROWS, benchOptions, type BenchFlags } from './options.js';
import { runBenchmark, type Console } from './run-benchmark.js';

const OWN_PYTHON = 'Python that has PyTorch, instead of installing one into the cache';

/** The commands of `npm run bench --`. */
export function benchProgram(signal: AbortSignal, console: Console): Command {
  const program = new Command('npm run bench --');
  program.description('Measures ours and PyTorch in turn. Only ratios within one run mean anything.');
  program.exitOverride();
  for (const benchmark of Object.values(BENCHMARKS)) addBenchmark(program, benchmark, signal, console);
  addCompact(program, signal, console);
  addCheck(program, signal, console);
  return program;
}

function addBenchmark(program: Command, benchmark: Benchmark, signal: AbortSignal, console: Console): void {
  const { name, description, configurations, subjects, unit } = benchmark;
  const command = program
    .command(name)
    .description(description)
    .option('--config <names>', `some of ${configurations.join(',')} (default: all)`)
    .option('--only <subjects>', `some of ${subjects.join(',')} (default: all)`)
    .option('--rounds <count>', 'how often each is measured', '3')
    .option('--batches <count>', `a round times so many, after a warm-up; one is a ${unit}`, '2')
    .option('--threads <count>', 'threads inside a kernel', '2')
    .option('--ours <file>', 'script that measures our side', benchmark.ours)
    .option('--python <file>', OWN_PYTHON)
    .option('--json <file>', 'write everything measured to this file');
  if (name === 'similarity') addRows(command);
  command.action(async (flags: BenchFlags) => {
    await runBenchmark(benchOptions(benchmark, flags), signal, console);
  });
}

function addRows(command: Command): void {
  command.option(
    '--rows <names>',
    `further rows: some of ${ROWS.join(',')}, or none (default: all, with --only none)`,
  );
}

function addCompact(program: Command, signal: AbortSignal, console: Console): void {
  program
    .command('compact')
    .description('what masks save in theory and in time, and what removing dead channels saves')
    .option('--config <names>', `some of ${COMPACT_CONFIGURATIONS.join(',')} (default: all)`)
    .option('--criteria <names>', `some of ${COMPACT_CRITERIA.join(',')} (default: all)`)
    .option('--sparsity <percents>', 'of all weights of the net', '90,98')
    .option('--images <count>', 'timed images of each net, after a warm-up', '3')
    .option('--width <factor>', 'of all channels', '1')
    .option('--threads <count>', 'threads inside a kernel', '2')
    .option('--json <file>', 'write everything measured to this file')
    .action(async (flags: CompactFlags) => {
      await runCompact(flags, signal, console);
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
