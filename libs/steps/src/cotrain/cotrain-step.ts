import { rmSync } from 'node:fs';
import { canonicalJson, sha256 } from '@metasparse/artifacts';
import { CancelledError } from '@metasparse/contracts';
import type { GainsFile } from '@metasparse/evidence';
import { RunFolder } from '../run/run-folder.js';
import { trainParameters } from '../train/train-request.js';
import type { CotrainHandlers } from './cotrain-events.js';
import type { CotrainRequest, CotrainRun } from './cotrain-request.js';
import { cotrainRuns } from './cotrain-runs.js';
import { gainsOf, type DoneRun } from './gains-of.js';
import { pooled } from './pool.js';
import { runSubset } from './run-subset.js';
import { writeGains } from './write-gains.js';

const RUNS = 'runs';

/**
 * Trains every set with every seed, each in a process of its own, evaluates it on the test split, and writes gains.json,
 * gains.tsv, gains.svg and report.html into `out`. The same request goes on with what is there. Runs whose training or net has no
 * finite numbers are in the file as failures. Throws ConflictError for a folder of something else, CancelledError where the signal
 * stops it, and any other error of a run, when the runs beside it have ended.
 */
export async function cotrainStep(
  request: CotrainRequest,
  out: string,
  { onEvent, signal, command }: CotrainHandlers = {},
): Promise<GainsFile> {
  const runs = await cotrainRuns(request);
  onEvent?.({ kind: 'runs', runs });
  const folder = await RunFolder.claim(out, cotrainParameters(request, runs), {
    folders: [RUNS],
    goesOn: true,
  });
  try {
    const done: DoneRun[] = [];
    const cache = request.cache ?? folder.file(RUNS);
    await pooled(runs, request.jobs, signal, async (run, stopped) => {
      const start = { made: false };
      const onStart = (): void => {
        start.made = true;
        onEvent?.({ kind: 'started', run });
      };
      const result = await runSubset(cache, run, {
        ...{ signal: stopped, command, onStart },
        onEvent: (event) => onEvent?.({ kind: 'training', run, event }),
      });
      done.push({ run, result });
      if ('failed' in result) onEvent?.({ kind: 'failed', run, reason: result.failed });
      else onEvent?.({ kind: start.made ? 'finished' : 'kept', run });
    });
    if (signal?.aborted === true) throw new CancelledError('stopped before the last run');
    const gains = gainsOf(request, folder.key, done);
    await writeGains(folder.path, gains, command ?? []);
    rmSync(folder.work, { recursive: true, force: true });
    return gains;
  } finally {
    folder.release();
  }
}

/** What decides the results: not where they are kept, nor how many are computed at a time. */
function cotrainParameters({ training, subsets, seeds }: CotrainRequest, runs: readonly CotrainRun[]) {
  const dataDigest = sha256(canonicalJson(runs.map(({ key }) => key)));
  const { seed: _seed, ...parameters } = trainParameters(training, dataDigest);
  return { ...parameters, command: 'cotrain', subsets, seeds };
}
