import { CancelledError, InvalidDataError } from '@metasparse/contracts';
import { cotrainStep, estimateCotrain, resolveCotrain, type ResolvedCotrain } from '@metasparse/steps';
import { commandLine } from '../console/shell.js';
import { describeEstimate, describeGains } from './answer.js';
import type { CotrainFlags } from './command.js';
import { parseCotrainOptions } from './options.js';
import { createCotrainReporter } from './reporter.js';

/** Trains all sets, or says what it would cost; Ctrl-C stops with checkpoints, and the same command goes on. */
export async function runCotrain(flags: CotrainFlags): Promise<void> {
  const { input, out } = parseCotrainOptions(flags);
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const resolved = await resolveCotrain(input);
    for (const note of resolved.notes) process.stderr.write(`note: ${note}\n`);
    await (flags.dryRun === true ? estimate : train)(resolved, out, flags.json === true, stop.signal);
  } catch (error) {
    if (!(error instanceof CancelledError)) throw error;
    throw new CancelledError(`${error.message}; what is done is kept: the same command goes on from there`, {
      file: out,
      value: stop.signal.reason,
    });
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

type Work = (resolved: ResolvedCotrain, out: string, json: boolean, signal: AbortSignal) => Promise<void>;

const estimate: Work = async ({ request }, out, json, signal) => {
  const found = await estimateCotrain(request, out, signal);
  print(json ? JSON.stringify(found, null, 1) : describeEstimate(found, request.jobs));
};

const train: Work = async ({ request }, out, json, signal) => {
  const gains = await cotrainStep(request, out, {
    onEvent: createCotrainReporter(),
    signal,
    command: commandLine(),
  });
  print(json ? JSON.stringify(gains, null, 1) : describeGains(gains, out));
  const { length } = gains.failures;
  if (length > 0)
    throw new InvalidDataError(
      `${length} of the runs failed; ${out} has the numbers of the others: try a smaller --lr, --warm-up or --clip`,
      { file: out, value: length },
    );
};

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
