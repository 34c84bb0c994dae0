import { CancelledError, InvalidDataError } from '@metasparse/contracts';
import type { Batch, Sample } from '@metasparse/scenenet';
import type { SampleRecord } from '../layout/record.js';
import type { Slot } from '../order/batches.js';
import { recordAt } from '../reader/open-dataset.js';
import type { SampleMaker } from './thread-pool.js';

/** A batch with its place in the run. */
export interface LoadedBatch {
  readonly index: number;
  readonly batch: Batch;
}

/** How reading keeps up with computing. */
export interface LoaderStatistics {
  readonly batches: number;
  readonly samples: number;
  /** Time that `next` took, all in all: what the consumer stood idle for. */
  readonly waitedMs: number;
  /** Time spent reading and augmenting, added over threads. */
  readonly busyMs: number;
}

/** What a loader works through. */
export interface LoaderWork {
  readonly records: readonly SampleRecord[];
  readonly slotsOf: (batch: number) => readonly Slot[];
  readonly batches: Iterable<number>;
  /** Batches made ahead of the one asked for. */
  readonly prefetch: number;
  readonly maker: SampleMaker;
  readonly signal: AbortSignal | undefined;
}

interface Ahead {
  readonly index: number;
  readonly samples: Promise<readonly Sample[]>;
}

/**
 * Batches in the order asked, made ahead. A failure surfaces when its batch's turn comes, whatever the threads, and
 * ends the loader; so does the signal.
 */
export class BatchLoader implements AsyncIterable<LoadedBatch> {
  private readonly indices: Iterator<number>;
  private readonly ahead: Ahead[] = [];
  private readonly counts = { batches: 0, samples: 0, waitedMs: 0, busyMs: 0 };
  private closing: Promise<void> | undefined;
  private finished = false;
  /** Rejects the `next` under way. */
  private interrupt: ((error: CancelledError) => void) | undefined;
  private readonly onAbort = (): void => {
    void this.close();
  };

  constructor(private readonly work: LoaderWork) {
    this.indices = work.batches[Symbol.iterator]();
    work.signal?.addEventListener('abort', this.onAbort, { once: true });
    if (work.signal?.aborted === true) this.onAbort();
    else this.fill(work.prefetch);
  }

  get statistics(): LoaderStatistics {
    return { ...this.counts };
  }

  /** The next batch, undefined after the last. @throws what reading threw, CancelledError once stopped. */
  async next(): Promise<LoadedBatch | undefined> {
    if (this.finished) return undefined;
    const start = performance.now();
    try {
      const loaded = await this.takeUnlessStopped();
      this.finished = loaded === undefined;
      if (this.finished) await this.close();
      return loaded;
    } catch (error) {
      await this.close();
      throw error;
    } finally {
      this.counts.waitedMs += performance.now() - start;
    }
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<LoadedBatch, void, undefined> {
    try {
      for (let loaded = await this.next(); loaded !== undefined; loaded = await this.next()) yield loaded;
    } finally {
      await this.close();
    }
  }

  /** Ends the threads; a batch under way and later ones are CancelledError. Safe to call twice. */
  close(): Promise<void> {
    this.work.signal?.removeEventListener('abort', this.onAbort);
    this.interrupt?.(stopped());
    this.closing ??= this.work.maker.close();
    return this.closing;
  }

  private fill(length: number): void {
    while (this.ahead.length < length) {
      const next = this.indices.next();
      if (next.done === true) return;
      const samples = Promise.all(this.work.slotsOf(next.value).map((slot) => this.make(slot)));
      // Awaited when its turn comes; a failure until then must not count as unhandled.
      samples.catch(() => undefined);
      this.ahead.push({ index: next.value, samples });
    }
  }

  private async make(slot: Slot): Promise<Sample> {
    const record = recordAt(this.work.records, slot.sampleIndex);
    const { sample, busyMs } = await this.work.maker.make(record, slot);
    this.counts.busyMs += busyMs;
    return sample;
  }

  /** No race against a promise that outlives the batch: its reactions would keep every batch in memory. */
  private takeUnlessStopped(): Promise<LoadedBatch | undefined> {
    if (this.closing !== undefined) return Promise.reject(stopped());
    return new Promise((resolve, reject) => {
      this.interrupt = reject;
      this.take().then(resolve, reject);
    });
  }

  private async take(): Promise<LoadedBatch | undefined> {
    this.fill(this.work.prefetch + 1);
    const next = this.ahead.shift();
    this.fill(this.work.prefetch);
    if (next === undefined) return undefined;
    const batch = toBatch(await next.samples);
    this.counts.batches += 1;
    this.counts.samples += batch.samples.length;
    return { index: next.index, batch };
  }
}

function stopped(): CancelledError {
  return new CancelledError('Reading was stopped.');
}

/** @throws InvalidDataError when the samples have different sizes. */
export function toBatch(samples: readonly Sample[]): Batch {
  const [first] = samples;
  if (first === undefined) throw new RangeError('a batch has at least one sample');
  const odd = samples.find(({ height, width }) => height !== first.height || width !== first.width);
  if (odd === undefined) return { samples, height: first.height, width: first.width };
  const size = ({ height, width }: Sample): string => `${String(height)} x ${String(width)}`;
  throw new InvalidDataError(
    `${odd.id} is ${size(odd)} pixels, ${first.id} in the same batch is ${size(first)}; whole images of a batch must be of one size.`,
    { file: odd.id, field: 'size', value: size(odd), bound: size(first), hint: 'use a batch size of 1' },
  );
}
