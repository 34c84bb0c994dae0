import { runToEnd } from '../run/child.js';
import { parseMeasurement, type Measurement } from '../run/measurement.js';
import { median, ratioOf, spreadOf, type Spread } from '../result/spread.js';
import { oursCommand, type Load } from '../subjects/commands.js';

/** Two workers of one thread against one of two, measured in turn. */
export interface WorkersRow {
  /** Seconds a batch of the one worker. */
  readonly oneWorker: Spread;
  /** Seconds a batch of both together: half of what a worker needs for one. */
  readonly twoWorkers: Spread;
  /** oneWorker / twoWorkers by round: above 1, two workers are faster. */
  readonly speed: Spread;
  readonly oneWorkerPeakBytes: number;
  /** Peaks of the two processes added. */
  readonly twoWorkersPeakBytes: number;
}

export interface WorkersOptions {
  readonly load: Omit<Load, 'threads'>;
  readonly rounds: number;
  readonly script: string;
  readonly signal: AbortSignal;
}

export async function measureWorkers(options: WorkersOptions): Promise<WorkersRow> {
  const one: Measurement[][] = [];
  const two: Measurement[][] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    one.push(await runTogether(1, 2, options));
    two.push(await runTogether(2, 1, options));
  }
  const [oneSeconds, twoSeconds] = [one.map(secondsABatch), two.map(secondsABatch)];
  return {
    oneWorker: spreadOf(oneSeconds),
    twoWorkers: spreadOf(twoSeconds),
    speed: ratioOf(oneSeconds, twoSeconds),
    oneWorkerPeakBytes: Math.max(...one.map(peakTogether)),
    twoWorkersPeakBytes: Math.max(...two.map(peakTogether)),
  };
}

function runTogether(workers: number, threads: number, options: WorkersOptions): Promise<Measurement[]> {
  const command = oursCommand({ ...options.load, threads }, 'fp32', options.script);
  const run = async (): Promise<Measurement> =>
    parseMeasurement((await runToEnd(command, options.signal)).stdout, 'our side');
  return Promise.all(Array.from({ length: workers }, run));
}

/** One over the batches a second of all workers together. */
export function secondsABatch(workers: readonly Measurement[]): number {
  return 1 / workers.reduce((rate, worker) => rate + 1 / median(worker.secondsPerBatch), 0);
}

function peakTogether(workers: readonly Measurement[]): number {
  return workers.reduce((sum, worker) => sum + worker.peakRssBytes, 0);
}
