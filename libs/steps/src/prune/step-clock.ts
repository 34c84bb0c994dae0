import type { BatchOutcome, BatchReport } from '../compute/messages.js';

/** Reports steps with the time since the one before. */
export class StepClock {
  readonly #seed: number;
  readonly #onStep: (report: BatchReport) => void;
  #last = performance.now();
  #steps = 0;

  constructor(seed: number, onStep: (report: BatchReport) => void) {
    this.#seed = seed;
    this.#onStep = onStep;
  }

  done(results: BatchOutcome['results'] = [], samples: readonly string[] = [], idleMilliseconds = 0): void {
    const now = performance.now();
    this.#onStep({
      outcome: { seed: this.#seed, batch: this.#steps++, samples, results },
      milliseconds: now - this.#last,
      idleMilliseconds,
      rssBytes: process.memoryUsage.rss(),
    });
    this.#last = now;
  }
}
