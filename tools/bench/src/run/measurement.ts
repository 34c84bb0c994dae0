import { InvalidDataError } from '@metasparse/contracts';

/** What one measured process says about itself. */
export interface Measurement {
  readonly secondsPerBatch: readonly number[];
  /** User and system seconds of all threads; absent where the process does not tell. */
  readonly cpuSecondsPerBatch?: readonly number[];
  /** Highest resident memory of the process. */
  readonly peakRssBytes: number;
  /** Share of the time in which the computing thread waited for images; ours only. */
  readonly idleShare?: number;
  /** "torch 2.15.0" or "tensorflow 2.21.0". */
  readonly runtime: string;
}

/**
 * Reads the last line that is a JSON object with `secondsPerBatch`. Throws InvalidDataError where there is none or a
 * number in it is not one.
 */
export function parseMeasurement(stdout: string, source: string): Measurement {
  const found = stdout
    .split('\n')
    .map(asObject)
    .findLast((line) => line?.['secondsPerBatch'] !== undefined);
  if (found === undefined)
    throw new InvalidDataError(`${source} printed no line of JSON with secondsPerBatch.`);
  const { secondsPerBatch, cpuSecondsPerBatch, peakRssBytes, idleShare } = found;
  if (!isSeconds(secondsPerBatch)) throw refused(source, 'secondsPerBatch', 'a list of numbers above 0');
  if (!isPositive(peakRssBytes)) throw refused(source, 'peakRssBytes', 'a number above 0');
  return {
    secondsPerBatch,
    peakRssBytes,
    runtime: runtimeOf(found),
    ...(isSeconds(cpuSecondsPerBatch) ? { cpuSecondsPerBatch } : {}),
    ...(typeof idleShare === 'number' ? { idleShare } : {}),
  };
}

function asObject(line: string): Readonly<Record<string, unknown>> | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line) as Readonly<Record<string, unknown>>;
  } catch {
    return undefined;
  }
}

function isSeconds(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(isPositive);
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0;
}

function runtimeOf(found: Readonly<Record<string, unknown>>): string {
  const name = ['torch', 'tensorflow'].find((candidate) => typeof found[candidate] === 'string');
  return name === undefined ? 'unknown' : `${name} ${String(found[name])}`;
}

function refused(source: string, field: string, bound: string): InvalidDataError {
  return new InvalidDataError(`${source} printed a ${field} that is not ${bound}.`, { field, bound });
}
