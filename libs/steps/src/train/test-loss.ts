import { setImmediate } from 'node:timers/promises';
import { InvalidDataError } from '@metasparse/contracts';
import { wholeSample, type DatasetReader } from '@metasparse/datasets';
import type { TestPoint } from '@metasparse/report';
import type { Task } from '@metasparse/scenenet';
import { EvaluationNet, evaluationTensors, type TaskLossValue, type Trainer } from '@metasparse/training';
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

  get(task: Task): number | null {
    const { sum, images } = this.#sums.get(task) ?? { sum: 0, images: 0 };
    return images === 0 ? null : sum / images;
  }
}

/**
 * The mean loss of the first test images in evaluation mode, whole and one at a time. `onImage` is called after each
 * and may throw to stop.
 */
export async function testLoss(
  trainer: Trainer,
  reader: DatasetReader,
  { tasks, lambdas, testImages, compat, averageDecay }: TrainRequest,
  onImage: (images: number) => void,
): Promise<TestPoint> {
  const weights = averageDecay === null ? 'value' : 'average';
  const tensors = evaluationTensors(trainer.readState(), weights);
  const net = new EvaluationNet(trainer.context.kernels, trainer.plan, tensors);
  const means = new MeanLosses();
  try {
    for (let i = 0; i < testImages; i++) {
      const sample = wholeSample(await reader.readRaw(i), reader.dataset, compat);
      const losses = net.losses(
        { samples: [sample], height: sample.height, width: sample.width },
        trainer.settings.losses,
      );
      refuseOdd(losses, trainer.counters.iteration, sample.id);
      means.add(losses);
      onImage(i + 1);
      await setImmediate();
    }
  } finally {
    net.free();
  }
  const losses = Object.fromEntries(tasks.map((task) => [task, means.get(task)]));
  const total = tasks.reduce((sum, task) => sum + (means.get(task) ?? 0) * (lambdas[task] ?? 1), 0);
  return { iteration: trainer.counters.iteration, losses, total };
}

function refuseOdd(losses: readonly TaskLossValue[], iteration: number, id: string): void {
  const odd = losses.find(({ loss }) => loss !== null && !Number.isFinite(loss));
  if (odd === undefined) return;
  throw new InvalidDataError(
    `iteration ${iteration}: the test loss of task ${odd.task} on ${id} is ${odd.loss}: the run has diverged`,
    { field: odd.task, value: odd.loss },
  );
}
