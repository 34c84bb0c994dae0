import { CancelledError } from '@metasparse/contracts';
import { decideStep, resolveDecision } from '@metasparse/steps';
import { commandLine } from '../console/shell.js';
import type { SettingFlags } from '../options/parse-settings.js';
import { describeDecision } from './describe-decision.js';
import { parseDecideOptions } from './options.js';
import { createDecideReporter } from './reporter.js';

/** Goes the whole road with progress, or stops cleanly on Ctrl-C and says how to go on. */
export async function runDecide(flags: SettingFlags): Promise<void> {
  const input = parseDecideOptions(flags);
  const { out } = input.similarity;
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  const reporter = createDecideReporter();
  try {
    const decision = await resolveDecision(input);
    reporter.start(decision);
    const handlers = { onEvent: reporter.onEvent, signal: stop.signal, command: commandLine() };
    const file = await decideStep(decision, handlers);
    reporter.stop();
    const text = flags.json === true ? JSON.stringify(file, null, 1) : describeDecision(file, out);
    process.stdout.write(`${text}\n`);
  } catch (error) {
    reporter.stop();
    if (!(error instanceof CancelledError)) throw error;
    throw new CancelledError(
      `stopped; what is done is kept in ${out}: the same command goes on from there:\n  ${commandLine().join(' ')}`,
      { value: stop.signal.reason },
    );
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}
