import { parseArgs } from 'node:util';
import type { DatasetConfig, NetPlan, Widths } from '@metasparse/scenenet';
import type { ConfigurationName } from '../subjects/configurations.js';

/** What a measuring process of our side is asked to do. */
export interface MeasureFlags {
  readonly config: ConfigurationName;
  /** Timed batches, after a warm-up. */
  readonly batches: number;
  readonly precision: string;
  readonly variant: string;
}

/** The flags that `Load` and `Subject` are written as; the parent has checked them. */
export function measureFlags(): MeasureFlags {
  const { values } = parseArgs({
    options: {
      config: { type: 'string', default: 'nyuv2' },
      batches: { type: 'string', default: '3' },
      threads: { type: 'string', default: '2' },
      precision: { type: 'string', default: 'fp32' },
      variant: { type: 'string', default: '' },
    },
  });
  const { config, batches, precision, variant } = values;
  return { config: config as ConfigurationName, batches: Number(batches), precision, variant };
}

/** The net of a data set's tasks. */
export function planOf(config: DatasetConfig, widths: Widths): NetPlan {
  return { widths, tasks: config.tasks.map((task) => ({ task, classes: config.classes[task] ?? 1 })) };
}

export interface Times {
  readonly secondsPerBatch: readonly number[];
  /** User and system seconds of all threads. */
  readonly cpuSecondsPerBatch: readonly number[];
}

/** Runs `run(draw(index))` for a warm-up and `batches` more; drawing is outside the clock. */
export async function timed<T>(
  batches: number,
  draw: (index: number) => T,
  run: (drawn: T, index: number) => unknown,
): Promise<Times> {
  const [secondsPerBatch, cpuSecondsPerBatch]: [number[], number[]] = [[], []];
  for (let index = 0; index <= batches; index++) {
    const drawn = draw(index);
    const [started, cpuStarted] = [performance.now(), process.cpuUsage()];
    await run(drawn, index);
    const { user, system } = process.cpuUsage(cpuStarted);
    if (index === 0) continue;
    secondsPerBatch.push((performance.now() - started) / 1000);
    cpuSecondsPerBatch.push((user + system) / 1e6);
  }
  return { secondsPerBatch, cpuSecondsPerBatch };
}

/** The line of JSON that the parent reads. */
export function printMeasurement(times: Times, tensorflow: string, further: object = {}): void {
  const peakRssBytes = process.resourceUsage().maxRSS * 1024;
  process.stdout.write(`${JSON.stringify({ ...times, peakRssBytes, tensorflow, ...further })}\n`);
}
