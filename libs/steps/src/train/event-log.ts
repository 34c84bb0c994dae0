import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EventFile, eventFileName, type ScalarEvent } from '@metasparse/artifacts';
import type { MetricLine, TimeLine } from './run-lines.js';

/** A run's lines as a TensorBoard event file, which appears with the first of them. */
export class EventLog {
  readonly #folder: string;
  #file: EventFile | null = null;

  /** Begins anew with what a run has done before. */
  constructor(folder: string, lines: readonly MetricLine[], times: readonly TimeLine[]) {
    this.#folder = folder;
    for (const name of eventFiles(folder)) rmSync(join(folder, name));
    const wallTimes = new Map(times.map(({ iteration, wallTime }) => [iteration, wallTime]));
    let wallTime = times[0]?.wallTime ?? now();
    for (const line of lines) {
      wallTime = wallTimes.get(line.iteration) ?? wallTime;
      this.#append(metricEvent(line, wallTime));
    }
    for (const line of times) this.time(line);
  }

  metric(line: MetricLine): void {
    this.#append(metricEvent(line, now()));
  }

  time({ iteration, wallTime, imagesPerSecond, rssBytes }: TimeLine): void {
    const values = { images_per_second: imagesPerSecond, memory_bytes: rssBytes };
    this.#append({ step: iteration, wallTimeSeconds: wallTime, values });
  }

  close(): void {
    this.#file?.close();
  }

  #append(event: ScalarEvent): void {
    const { wallTimeSeconds } = event;
    this.#file ??= EventFile.create(join(this.#folder, eventFileName(wallTimeSeconds)), wallTimeSeconds);
    this.#file.append([event]);
  }
}

export function eventFiles(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.includes('.tfevents.')) : [];
}

function now(): number {
  return Date.now() / 1000;
}

function metricEvent(line: MetricLine, wallTimeSeconds: number): ScalarEvent {
  return { step: line.iteration, wallTimeSeconds, values: scalarsOf(line) };
}

function scalarsOf(line: MetricLine): Record<string, number> {
  if (line.kind === 'masks') {
    const sum = (of: 'kept' | 'weights'): number => line.layers.reduce((all, layer) => all + layer[of], 0);
    return { 'masks/density': sum('kept') / sum('weights') };
  }
  const losses = Object.entries(line.losses).flatMap(([task, loss]) =>
    typeof loss === 'number' ? [[`${line.kind}/${task}`, loss] as const] : [],
  );
  const scalars = { ...Object.fromEntries(losses), [`${line.kind}/total`]: line.total };
  if (line.kind === 'test') return scalars;
  const { learningRate, gradientNorm } = line;
  return {
    ...scalars,
    learning_rate: learningRate,
    ...(gradientNorm === null ? {} : { gradient_norm: gradientNorm }),
  };
}
