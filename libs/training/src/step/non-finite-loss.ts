import type { Task } from '@metasparse/scenenet';

/**
 * A loss became infinite or not a number. The step it happened in is half applied: the net must be loaded again from
 * its last checkpoint.
 */
export class NonFiniteLossError extends Error {
  readonly task: Task;
  readonly loss: number;

  constructor(task: Task, loss: number) {
    super(`the loss of task ${task} is ${loss}`);
    this.name = 'NonFiniteLossError';
    this.task = task;
    this.loss = loss;
  }
}
