import { join } from 'node:path';
import { sha256, writeFileAtomically } from '@metasparse/artifacts';
import { EventLog } from './event-log.js';
import { LineLog, type LogMark } from './line-log.js';
import { readMetrics, readTimes, TIMES, type MetricLine, type TimeLine } from './run-lines.js';

/** What the lines of a run are written to: metrics and times, and both as a TensorBoard event file. */
export class TrainingLog {
  readonly #metrics: LineLog;
  readonly #times: LineLog;
  readonly #events: EventLog;
  /** Seconds of training before this start. */
  readonly #before: number;
  readonly #started = performance.now();

  private constructor(metrics: LineLog, times: LineLog, events: EventLog, before: number) {
    this.#metrics = metrics;
    this.#times = times;
    this.#events = events;
    this.#before = before;
  }

  /** Goes on after `iteration` steps; what was written later is cut off. */
  static async open(folder: string, metrics: LineLog, iteration: number): Promise<TrainingLog> {
    metrics.cut();
    const kept = readTimes(folder).filter((line) => line.iteration < iteration);
    const times = await timesLog(join(folder, TIMES), kept);
    const events = new EventLog(folder, readMetrics(folder), kept);
    return new TrainingLog(metrics, times, events, kept.at(-1)?.seconds ?? 0);
  }

  /** Where metrics.jsonl is now, on the disk. */
  mark(): LogMark {
    this.#metrics.sync();
    return this.#metrics.mark;
  }

  metric(line: MetricLine): void {
    this.#metrics.append(line);
    this.#events.metric(line);
  }

  time(pace: Pick<TimeLine, 'iteration' | 'imagesPerSecond' | 'rssBytes'>): void {
    const seconds = this.#before + (performance.now() - this.#started) / 1000;
    const line = { ...pace, seconds, wallTime: Date.now() / 1000 };
    this.#times.append(line);
    this.#events.time(line);
  }

  close(): void {
    this.#metrics.close();
    this.#times.close();
    this.#events.close();
  }
}

async function timesLog(path: string, kept: readonly TimeLine[]): Promise<LineLog> {
  const content = kept.map((line) => `${JSON.stringify(line)}\n`).join('');
  if (content !== '') await writeFileAtomically(path, content);
  const log = LineLog.goOn(path, { bytes: Buffer.byteLength(content), sha256: sha256(content) });
  if (log === null) throw new Error(`${path} changed while it was opened`);
  log.cut();
  return log;
}
