import type { Timed } from '@metasparse/baselines';

/** Adds up how long the parts of a computation take, by name. */
export class PhaseClock {
  readonly #seconds = new Map<string, number>();

  readonly timed: Timed = (phase, work) => {
    const started = performance.now();
    const result = work();
    const spent = (performance.now() - started) / 1000;
    this.#seconds.set(phase, (this.#seconds.get(phase) ?? 0) + spent);
    return result;
  };

  seconds(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#seconds);
  }
}
