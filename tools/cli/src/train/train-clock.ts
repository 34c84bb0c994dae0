import type { TrainEvent } from '@metasparse/steps';
import { duration, size } from '../console/format.js';

/** Counts iterations and estimates the rest from the pace of this start. */
export class TrainClock {
  total = 0;
  done = 0;
  #before = 0;
  #startedAt = Date.now();

  observe(event: TrainEvent): void {
    if (event.kind === 'begin') {
      this.total = event.total;
      this.done = this.#before = event.iteration;
      this.#startedAt = Date.now();
    }
    if (event.kind === 'step') this.done = event.point.iteration + 1;
  }

  get etaSeconds(): number {
    const now = this.done - this.#before;
    return now === 0 ? 0 : ((Date.now() - this.#startedAt) / 1000 / now) * (this.total - this.done);
  }
}

/** The losses of the tasks in one line. */
export function losses(point: { readonly losses: Readonly<Record<string, number | null>> }): string {
  return Object.entries(point.losses)
    .map(([task, loss]) => `${task} ${loss?.toFixed(3) ?? 'no label'}`)
    .join(' ');
}

/** What a live line says of a step. */
export function stepState(
  { point, imagesPerSecond, rssBytes }: Extract<TrainEvent, { readonly kind: 'step' }>,
  etaSeconds: number,
): Readonly<Record<'losses' | 'rate' | 'pace' | 'left' | 'memory', string>> {
  return {
    losses: losses(point),
    rate: point.learningRate.toPrecision(3),
    pace: imagesPerSecond.toFixed(1),
    left: duration(etaSeconds),
    memory: size(rssBytes),
  };
}
