import { pruneStep } from '@metasparse/steps';
import type { SettingFlags } from '../options/parse-settings.js';
import { duration } from '../console/format.js';
import { describePruning } from './describe-pruning.js';
import { parsePruneOptions } from './options.js';

const LINE_EVERY_MS = 2000;

/** Prunes with a line of progress now and then, and prints the tables; Ctrl-C stops it and keeps nothing. */
export async function runPrune(flags: SettingFlags): Promise<void> {
  const { request, out } = parsePruneOptions(flags);
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const outcome = await pruneStep(request, out, {
      signal: stop.signal,
      onDevice: ({ tensorflow, kind }) => process.stderr.write(`TensorFlow ${tensorflow} on ${kind}\n`),
      ...progress(),
    });
    for (const note of outcome.notes) process.stderr.write(`note: ${note}\n`);
    const text = flags.json === true ? JSON.stringify(outcome, null, 1) : describePruning(outcome, out);
    process.stdout.write(`${text}\n`);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function progress(): { onPlanned: (steps: number) => void; onStep: () => void } {
  const started = Date.now();
  let [planned, done, last] = [0, 0, started];
  return {
    onPlanned: (steps) => {
      planned = steps;
    },
    onStep: () => {
      done++;
      const now = Date.now();
      if (now - last < LINE_EVERY_MS) return;
      last = now;
      const left = ((now - started) / 1000 / done) * (planned - done);
      process.stderr.write(`step ${done} of ${planned}, ${duration(left)} left\n`);
    },
  };
}
