import { baselinesStep, type BaselinesHandlers } from '@metasparse/steps';
import { duration } from '../console/format.js';
import type { BaselinesFlags } from './command.js';
import { describeBaselines } from './describe-baselines.js';
import { parseBaselinesFlags } from './options.js';

const LINE_EVERY_MS = 2000;

/** Measures with a line of progress now and then, and prints the tables; Ctrl-C stops it and keeps nothing. */
export async function runBaselines(flags: BaselinesFlags): Promise<void> {
  const request = parseBaselinesFlags(flags);
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const file = await baselinesStep(request, flags.out, {
      signal: stop.signal,
      onDevice: ({ tensorflow, kind }) => process.stderr.write(`TensorFlow ${tensorflow} on ${kind}\n`),
      ...progress(),
    });
    const text = flags.json === true ? JSON.stringify(file, null, 1) : describeBaselines(file, flags.out);
    process.stdout.write(`${text}\n`);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function progress(): Pick<BaselinesHandlers, 'onPlanned' | 'onBatch'> {
  const started = Date.now();
  let [planned, done, last] = [0, 0, started];
  return {
    onPlanned: (batches) => {
      planned = batches;
    },
    onBatch: () => {
      done++;
      const now = Date.now();
      if (now - last < LINE_EVERY_MS) return;
      last = now;
      const left = ((now - started) / 1000 / done) * (planned - done);
      process.stderr.write(`batch ${done} of ${planned}, ${duration(left)} left\n`);
    },
  };
}
