import type { CotrainEvent, CotrainRun } from '@metasparse/steps';

/** What a step costs beside its tasks, in tasks: the backbone. */
const BACKBONE = 2;

/** Counts runs and steps, and estimates the rest from the pace of this start. */
export class RunClock {
  readonly #left = new Map<string, number>();
  #total = 0;
  #ended = 0;
  /** Work done in this start. */
  #done = 0;
  #startedAt = Date.now();

  observe(event: CotrainEvent): void {
    if (event.kind === 'runs') this.#begin(event.runs);
    else if (event.kind === 'training') this.#train(event);
    else if (event.kind !== 'started') this.#end(event.run);
  }

  /** `3 of 84 runs`. */
  get runs(): string {
    return `${this.#ended} of ${this.#total} runs`;
  }

  get etaSeconds(): number {
    const left = [...this.#left.values()].reduce((sum, work) => sum + work, 0);
    return this.#done === 0 ? NaN : ((Date.now() - this.#startedAt) / 1000 / this.#done) * left;
  }

  #begin(runs: readonly CotrainRun[]): void {
    this.#total = runs.length;
    this.#startedAt = Date.now();
    for (const run of runs) this.#left.set(run.key, workOf(run, run.request.iterations));
  }

  #train({ run, event }: Extract<CotrainEvent, { readonly kind: 'training' }>): void {
    if (event.kind === 'begin') this.#left.set(run.key, workOf(run, event.total - event.iteration));
    if (event.kind === 'step') this.#count(run, workOf(run, 1));
  }

  #count(run: CotrainRun, work: number): void {
    this.#left.set(run.key, Math.max(0, (this.#left.get(run.key) ?? 0) - work));
    this.#done += work;
  }

  /** What a failed run leaves undone nobody waits for. */
  #end(run: CotrainRun): void {
    this.#ended += 1;
    this.#left.delete(run.key);
  }
}

function workOf({ request }: CotrainRun, steps: number): number {
  return steps * (BACKBONE + request.tasks.length);
}
