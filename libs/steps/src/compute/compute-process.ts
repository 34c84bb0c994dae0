import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fromErrorData, ResourceExhaustedError } from '@metasparse/contracts';
import { computeEnvironment, type ComputeOptions } from './config.js';
import type { BatchReport, BlockJob, ComputeReply, ComputeRequest, DeviceReport } from './messages.js';

const SIMILARITY_ADVICE = 'start the same command again, with fewer --workers if memory is short';

/**
 * A child process that computes: TensorFlow blocks the event loop of whoever calls it, and its number of threads is
 * fixed when it loads. It ends by itself when its parent is gone.
 */
export class ComputeProcess<Settings, Job = BlockJob, Report = BatchReport> {
  readonly #child: ChildProcess;
  readonly #advice: string;
  #peakRssBytes = 0;
  #stderr = '';

  /** @param advice what to do when the system kills the process, which it does when memory runs out */
  constructor(entry: URL, options: ComputeOptions, advice = SIMILARITY_ADVICE) {
    this.#advice = advice;
    this.#child = fork(entry, {
      env: computeEnvironment(options),
      serialization: 'advanced',
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString()).slice(-4000);
    });
  }

  get peakRssBytes(): number {
    return this.#peakRssBytes;
  }

  /** Loads TensorFlow and the data; resolves with the device in use. */
  async open(settings: Settings): Promise<DeviceReport> {
    for await (const reply of this.#request({ kind: 'open', settings }))
      if (reply.kind === 'opened') return reply.device;
    throw new Error('the compute process answered nothing');
  }

  /** Computes one block; `onBatch` hears of each batch. The block's file is whole when this resolves. */
  async block(job: Job, onBatch: (report: Report) => void): Promise<void> {
    for await (const reply of this.#request({ kind: 'block', job })) {
      if (reply.kind === 'batch') onBatch(reply.report);
      if (reply.kind === 'done') {
        this.#peakRssBytes = Math.max(this.#peakRssBytes, reply.peakRssBytes);
        return;
      }
    }
  }

  /** Asks a process that listens for it to keep what it has and end its block. */
  interrupt(): void {
    this.#child.kill('SIGTERM');
  }

  /** Ends the process at once; nothing it was writing is left half-written under its name. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await ended;
  }

  async *#request(request: ComputeRequest<Settings, Job>): AsyncGenerator<ComputeReply<Job, Report>> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) throw this.#deathOf(exitCode, signalCode);
    const queue: (ComputeReply<Job, Report> | Error)[] = [];
    let wake: () => void = () => undefined;
    const push = (entry: ComputeReply<Job, Report> | Error): void => {
      queue.push(entry);
      wake();
    };
    const onMessage = (reply: unknown): void => {
      push(reply as ComputeReply<Job, Report>);
    };
    const onExit = (code: number | null, signal: string | null): void => {
      push(this.#deathOf(code, signal));
    };
    this.#child.on('message', onMessage);
    this.#child.on('exit', onExit);
    this.#child.on('error', push);
    try {
      this.#child.send(request);
      for (;;) {
        const next = queue.shift();
        if (next === undefined) await new Promise<void>((resolve) => (wake = resolve));
        else if (next instanceof Error) throw next;
        else if (next.kind === 'failed') throw fromErrorData(next.error);
        else yield next;
      }
    } finally {
      this.#child.off('message', onMessage);
      this.#child.off('exit', onExit);
      this.#child.off('error', push);
    }
  }

  #deathOf(code: number | null, signal: string | null): Error {
    const how = signal === null ? `exit code ${code}` : `signal ${signal}`;
    if (signal === 'SIGKILL')
      return new ResourceExhaustedError(
        `a compute process was killed, as the system does when memory runs out; what is done is kept: ${this.#advice}`,
      );
    const output = this.#stderr.trim();
    return new Error(`a compute process ended with ${how}${output === '' ? '' : `; it said: ${output}`}`);
  }
}
