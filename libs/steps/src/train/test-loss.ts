import { setImmediate } from 'node:timers/promises';
import { InvalidDataError } from '@metasparse/contracts';
import { wholeSample, type DatasetReader } from '@metasparse/datasets';
import type { TestPoint } from '@metasparse/report';
import type { Task } from '@metasparse/scenenet';
import type { TaskLossValue, Trainer } from '@metasparse/training';
import { withEvaluationNet } from './evaluate-trainer.js';
import type { TrainRequest } from './train-request.js';

/** Mean of the images' losses, each task over the images that have a label for it. */
class MeanLosses {
  readonly #sums = new Map<Task, { sum: number; images: number }>();

  add(losses: readonly TaskLossValue[]): void {
    for (const { task, loss } of losses) {
      const held = this.#sums.get(task) ?? { sum: 0, images: 0 };
      this.#sums.set(task, loss === null ? held : { sum: held.sum + loss, images: held.images + 1 });
    }
  }

  of({ tasks, lambdas }: TrainRequest): Omit<TestPoint, 'iteration'> {
    const means = tasks.map((task) => [task, this.#mean(task)] as const);
    const total = means.reduce((sum, [task, mean]) => sum + (mean ?? 0) * (lambdas[task] ?? 1), 0);
    return { losses: Object.fromEntries(means), total };
  }

  #mean(task: Task): number | null {
    const { sum, images } = this.#sums.get(task) ?? { sum: 0, images: 0 };
    return images === 0 ? null : sum / images;
  }
}

/**
 * The mean loss of the first test images in evaluation mode, whole and one at a time. `onImage` is called after each
 * and may throw to stop.
 */
export function testLoss(
  trainer: Trainer,
  reader: DatasetReader,
  request: TrainRequest,
  onImage: (images: number) => void,
): Promise<TestPoint> {
  const { iteration } = trainer.counters;
  return withEvaluationNet(trainer, request, async (net) => {
    const means = new MeanLosses();
    for (let i = 0; i < request.testImages; i++) {
      const sample = wholeSample(await reader.readRaw(i), reader.dataset, request.compat);
      const { height, width, id } = sample;
      const losses = net.losses({ samples: [sample], height, width }, trainer.settings.losses);
      refuseOdd(losses, iteration, id);
      means.add(losses);
      onImage(i + 1);
      await setImmediate();
    }
    return { iteration, ...means.of(request) };
  });
}

function refuseOdd(losses: readonly TaskLossValue[], iteration: number, id: string): void {
  const odd = losses.find(({ loss }) => loss !== null && !Number.isFinite(loss));
  if (odd === undefined) return;
  throw new InvalidDataError(
    `iteration ${iteration}: the test loss of task ${odd.task} on ${id} is ${odd.loss}: the run has diverged`,
    { field: odd.task, value: odd.loss },
  );
}
