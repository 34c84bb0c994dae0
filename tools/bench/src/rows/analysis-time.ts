import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { NotFoundError } from '@metasparse/contracts';
import { runToEnd } from '../run/child.js';
import { parseMeasurement, type Measurement } from '../run/measurement.js';

export const ANALYSIS_SECONDS = 60;
export const ANALYSIS_BYTES = 4 * 2 ** 30;

const SCRIPT = fileURLToPath(new URL('../analysis.js', import.meta.url));

/**
 * The whole analysis, 4 metrics x 7 weightings x 4 sparsities x 3 pairs at full width over the saliencies of 4 seeds,
 * in a process of its own; `secondsPerBatch` holds the one time of it all. Throws NotFoundError where the script is not built.
 */
export async function measureAnalysis(signal: AbortSignal): Promise<Measurement> {
  if (!existsSync(SCRIPT)) throw new NotFoundError(`${SCRIPT} is not there: build it with "npx tsc -b".`);
  const { stdout } = await runToEnd({ file: process.execPath, args: [SCRIPT], env: {} }, signal);
  return parseMeasurement(stdout, 'the analysis');
}
