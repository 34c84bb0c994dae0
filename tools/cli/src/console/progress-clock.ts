import type { SimilarityEvent } from '@metasparse/steps';

/** Counts batches and estimates the rest from the pace of this start (not of an earlier one). */
export class ProgressClock {
  #total = 0;
  #before = 0;
  #now = 0;
  #startedAt = Date.now();
  #rss = 0;

  observe(event: SimilarityEvent): void {
    if (event.kind === 'planned') {
      this.#total = event.batches;
      this.#before = event.batchesDone;
      this.#now = 0;
    }
    if (event.kind === 'device') this.#startedAt = Date.now();
    if (event.kind === 'batch') {
      this.#now++;
      this.#rss = Math.max(this.#rss, event.report.rssBytes);
    }
  }

  get total(): number {
    return this.#total;
  }
  get done(): number {
    return this.#before + this.#now;
  }
  get rssBytes(): number {
    return this.#rss;
  }
  /** Wall time per batch over all workers. */
  get secondsPerBatch(): number {
    return this.#now === 0 ? 0 : (Date.now() - this.#startedAt) / 1000 / this.#now;
  }
  get etaSeconds(): number {
    return (this.#total - this.done) * this.secondsPerBatch;
  }
}
