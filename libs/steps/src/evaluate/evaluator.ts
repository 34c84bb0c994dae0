import { InvalidDataError } from '@metasparse/contracts';
import { selectTasks, wholeSample, type DatasetReader, type PredictedSample } from '@metasparse/datasets';
import {
  TASK_METRICS,
  type ImagePrediction,
  type MetricAccumulator,
  type Sample,
  type Task,
} from '@metasparse/scenenet';
import { labelForm } from './label-form.js';
import type { LoadedNet } from './load-net.js';

/** Runs a net over whole images, one at a time, and gathers what they give. */
export class Evaluator {
  readonly metrics: ReadonlyMap<Task, MetricAccumulator>;
  /** The first images with their predictions. */
  readonly shown: PredictedSample[] = [];
  readonly #reader: DatasetReader;
  readonly #loaded: LoadedNet;
  readonly #file: string;
  readonly #rows: number;

  constructor(reader: DatasetReader, loaded: LoadedNet, file: string, sheetRows: number) {
    this.#reader = selectTasks(reader, loaded.tasks);
    this.#loaded = loaded;
    this.#file = file;
    this.#rows = sheetRows;
    this.metrics = new Map(loaded.tasks.map((task) => [task, TASK_METRICS[task](reader.config)]));
  }

  /** All images in the order of the split; the next one is read while one is computed. */
  async run(onImage: (sample: Sample, milliseconds: number) => void): Promise<void> {
    const { records } = this.#reader;
    let next = this.#reader.readRaw(0);
    for (let i = 0; i < records.length; i++) {
      const raw = await next;
      if (i + 1 < records.length) {
        next = this.#reader.readRaw(i + 1);
        next.catch(() => undefined);
      }
      const sample = wholeSample(raw, this.#reader.dataset, 'correct');
      const start = performance.now();
      this.#add(sample);
      onImage(sample, performance.now() - start);
    }
  }

  #add(sample: Sample): void {
    const { height, width } = sample;
    const predictions: PredictedSample['predictions'][number][] = [];
    for (const { task, shape, values } of this.#loaded.net.predict({ samples: [sample], height, width })) {
      const accumulator = this.metrics.get(task);
      if (accumulator === undefined) continue;
      const prediction = { height: shape[1], width: shape[2], classes: shape[3], values };
      this.#requireFinite(task, prediction, sample);
      accumulator.add(prediction, sample);
      if (this.shown.length < this.#rows)
        predictions.push({ task, map: labelForm(task, prediction, height, width) });
    }
    if (this.shown.length < this.#rows) this.shown.push({ sample, predictions });
  }

  #requireFinite(task: Task, { values }: ImagePrediction, { id }: Sample): void {
    const odd = values.find((value) => !Number.isFinite(value));
    if (odd === undefined) return;
    throw new InvalidDataError(
      `${this.#file}: predicts ${odd} for ${task} on ${id}; the net has diverged: take an earlier checkpoint`,
      { file: this.#file, field: task, value: odd },
    );
  }
}
