import { CancelledError } from '@metasparse/contracts';
import { resolveTrainRequest, trainStep } from '@metasparse/steps';
import { commandLine } from '../console/shell.js';
import { printSummary } from './answer.js';
import type { TrainFlags } from './command.js';
import { parseTrainOptions } from './options.js';
import { createTrainReporter } from './reporter.js';

/** Trains to the end with progress, or stops on Ctrl-C with a checkpoint and says how to go on. */
export async function runTrain(flags: TrainFlags): Promise<void> {
  const { input, out } = parseTrainOptions(flags);
  const json = flags.json === true;
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const reporter = createTrainReporter(json);
  try {
    const resolved = await resolveTrainRequest(input);
    reporter.start(resolved);
    const summary = await trainStep(resolved.request, out, {
      onEvent: reporter.onEvent,
      signal: stop.signal,
      resume: flags.resume,
      command: commandLine(),
    });
    reporter.stop();
    printSummary(summary, out, json);
  } catch (error) {
    reporter.stop();
    if (!(error instanceof CancelledError)) throw error;
    throw new CancelledError(
      `${error.message}; what is done is kept in ${out}; go on with:\n  ${resumeLine().join(' ')}`,
      { file: out, value: stop.signal.reason },
    );
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function resumeLine(): string[] {
  const line = commandLine();
  return line.includes('--resume') ? line : [...line, '--resume'];
}
