import { tableOf, type TaskTable } from './collector.js';

/** Mean over batches of a table of tasks; a batch without a number at a place does not count there. */
export class BatchMean {
  readonly #sums: number[][];
  readonly #counts: number[][];

  constructor(tasks: number) {
    this.#sums = tableOf(tasks, () => 0);
    this.#counts = tableOf(tasks, () => 0);
  }

  add(value: (a: number, b: number) => number): void {
    this.#sums.forEach((row, a) => {
      row.forEach((sum, b) => {
        const term = value(a, b);
        if (!Number.isFinite(term)) return;
        row[b] = sum + term;
        (this.#counts[a] as number[])[b] = (this.#counts[a]?.[b] as number) + 1;
      });
    });
  }

  /** NaN where no batch had a number. */
  values(): TaskTable {
    return this.#sums.map((row, a) => row.map((sum, b) => sum / (this.#counts[a]?.[b] as number)));
  }
}

export function diagonal(table: TaskTable): number[] {
  return table.map((row, task) => row[task] as number);
}
