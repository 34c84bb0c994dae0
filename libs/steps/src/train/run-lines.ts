import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MaskPoint, TestPoint, TrainPoint } from '@metasparse/report';

export const METRICS = 'metrics.jsonl';
export const TIMES = 'times.jsonl';

/** A line of metrics.jsonl: a function of the run's settings alone. */
export type MetricLine =
  | ({ readonly kind: 'train' } & TrainPoint)
  | ({ readonly kind: 'test' } & TestPoint)
  | ({ readonly kind: 'masks' } & MaskPoint);

/** A line of times.jsonl: what an iteration that is in metrics.jsonl took. */
export interface TimeLine {
  readonly iteration: number;
  /** Seconds of training until then, over all starts. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
  readonly rssBytes: number;
  /** Seconds since 1970, UTC. */
  readonly wallTime: number;
}

export function readMetrics(folder: string): MetricLine[] {
  return readJsonLines(join(folder, METRICS)) as MetricLine[];
}

export function readTimes(folder: string): TimeLine[] {
  return readJsonLines(join(folder, TIMES)) as TimeLine[];
}

/** Whole lines only: a kill may have left half of one. */
function readJsonLines(path: string): unknown[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);
}
