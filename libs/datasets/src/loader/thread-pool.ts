import {
  CancelledError,
  fromErrorData,
  ResourceExhaustedError,
  UnsupportedError,
} from '@metasparse/contracts';
import type { Sample } from '@metasparse/scenenet';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { loadSharp } from '../image/sharp.js';
import type { SampleRecord } from '../layout/record.js';
import type { Slot } from '../order/batches.js';
import type { Job, Reply, ThreadSetup } from './thread-messages.js';

/** Makes samples somewhere: in this thread or in others. */
export interface SampleMaker {
  make(record: SampleRecord, slot: Slot): Promise<{ readonly sample: Sample; readonly busyMs: number }>;
  /** Ends all threads; samples not made yet are rejected with CancelledError. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (made: { sample: Sample; busyMs: number }) => void;
  readonly reject: (error: Error) => void;
}

/** Threads that make samples; jobs go to them in turn. */
export class ThreadPool implements SampleMaker {
  private tickets = 0;
  private readonly waiting = new Map<number, Waiting>();
  private readonly ended: readonly Promise<void>[];
  private failure: Error | undefined;

  private constructor(private readonly threads: readonly Worker[]) {
    this.ended = threads.map((thread) => this.watch(thread));
  }

  /** @throws UnsupportedError when the thread's script is not built. */
  static async start(setup: ThreadSetup, threads: number): Promise<ThreadPool> {
    await loadSharp();
    const script = threadScript();
    const start = (): Worker =>
      new Worker(script, { workerData: setup, execArgv: [], name: 'metasparse-reader' });
    return new ThreadPool(Array.from({ length: threads }, start));
  }

  make(record: SampleRecord, slot: Slot): Promise<{ readonly sample: Sample; readonly busyMs: number }> {
    if (this.failure !== undefined) return Promise.reject(this.failure);
    const ticket = this.tickets++;
    const job: Job = { ticket, record, slot };
    return new Promise((resolve, reject) => {
      this.waiting.set(ticket, { resolve, reject });
      this.threads[ticket % this.threads.length]?.postMessage(job);
    });
  }

  async close(): Promise<void> {
    this.fail(new CancelledError('Reading was stopped.'));
    const stop: Job = null;
    for (const thread of this.threads) thread.postMessage(stop);
    await Promise.all(this.ended);
  }

  private watch(thread: Worker): Promise<void> {
    thread.on('message', (reply: Reply) => {
      const waiting = this.waiting.get(reply.ticket);
      this.waiting.delete(reply.ticket);
      if ('failure' in reply) waiting?.reject(fromErrorData(reply.failure));
      else waiting?.resolve(reply);
    });
    thread.on('error', (cause) => {
      this.fail(explainDeath(cause));
    });
    return new Promise((resolve) => {
      thread.once('exit', (code) => {
        this.fail(new Error(`a reading thread ended with code ${String(code)}`));
        resolve();
      });
    });
  }

  /** The first failure counts; what is being waited for gets it. */
  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}

function explainDeath(cause: unknown): Error {
  if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new ResourceExhaustedError('A reading thread ran out of memory.', {
      cause,
      hint: 'use fewer reading threads or smaller batches',
    });
  }
  return cause instanceof Error ? cause : new Error(String(cause));
}

/** Beside this file when built; from source (tests) the built one, as Node runs no TypeScript in threads. */
function threadScript(): URL {
  const built = import.meta.url.endsWith('.ts') ? '../../dist/loader/sample-thread.js' : './sample-thread.js';
  const script = new URL(built, import.meta.url);
  if (existsSync(script)) return script;
  throw new UnsupportedError(`The reading threads' script ${fileURLToPath(script)} is not built.`, {
    file: fileURLToPath(script),
    hint: 'run: npx tsc -b',
  });
}
