import type { DatasetConfig } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import { TASK_LABEL, TASK_LIKE, type PublishedTask, type Task } from '../config/tasks.js';
import type { ImagePrediction } from './metric.js';
import { ValueHistogram } from './value-histogram.js';

const NO_DEPTH = 3e-5;
const MISSING = 255;

/** Gathers labels, and gives the output of a net that says the same of every pixel of every image. */
interface Constant {
  add(sample: Sample): void;
  /** One value a class; null where no label was seen. */
  values(): Float32Array | null;
}

/**
 * What a net that has learnt nothing of the pictures would best say of a task: the class frequencies (so the most
 * frequent class, with the least cross entropy a constant has), the mean of the normals, or the median value, to one
 * part in 2048. Labels are those that the task's metrics count.
 */
export class ConstantPredictor {
  readonly #constant: Constant;

  constructor(config: DatasetConfig, task: Task) {
    this.#constant = CONSTANTS[TASK_LIKE[task]](config, task);
  }

  add(sample: Sample): void {
    this.#constant.add(sample);
  }

  /** A picture of one pixel, which metrics resize; null where no label was seen. */
  prediction(): ImagePrediction | null {
    const values = this.#constant.values();
    return values === null ? null : { height: 1, width: 1, classes: values.length, values };
  }
}

const CONSTANTS: Readonly<Record<PublishedTask, (config: DatasetConfig, task: Task) => Constant>> = {
  seg: classFrequencies,
  sn: (_, task) => meanNormal(task),
  depth: ({ dataset }, task) =>
    median(task, (value, mask) =>
      dataset === 'taskonomy' ? value !== MISSING && mask === 1 : value > NO_DEPTH,
    ),
  keypoint: (_, task) => median(task, (value) => value !== MISSING),
  edge: (_, task) => median(task, (value) => value !== MISSING),
};

/** log((count + 1) / (total + classes)): a class that was never seen is unlikely, not impossible. */
function classFrequencies({ classes }: DatasetConfig, task: Task): Constant {
  const counts = new Float64Array(classes[task] ?? 0);
  let total = 0;
  return {
    add({ labels }) {
      for (const label of labels[TASK_LABEL[task]] ?? []) {
        if (label < 0 || label >= counts.length) continue;
        counts[label] = (counts[label] as number) + 1;
        total++;
      }
    },
    values: () =>
      total === 0 ? null : Float32Array.from(counts, (n) => Math.log((n + 1) / (total + counts.length))),
  };
}

function meanNormal(task: Task): Constant {
  const sum = [0, 0, 0] as [number, number, number];
  let pixels = 0;
  return {
    add({ labels }) {
      const normals = labels[TASK_LABEL[task]] ?? new Float32Array(0);
      for (let at = 0; at < normals.length; at += 3) {
        const [x = 0, y = 0, z = 0] = normals.subarray(at, at + 3);
        const length = Math.hypot(x, y, z);
        if (Math.max(x, y, z) >= MISSING || length === 0) continue;
        sum[0] += x / length;
        sum[1] += y / length;
        sum[2] += z / length;
        pixels++;
      }
    },
    values: () => (pixels === 0 ? null : Float32Array.from(sum, (component) => component / pixels)),
  };
}

function median(task: Task, isLabelled: (value: number, mask: number | undefined) => boolean): Constant {
  const histogram = new ValueHistogram();
  return {
    add({ labels }) {
      const mask = labels.depth_mask;
      labels[TASK_LABEL[task]]?.forEach((value, i) => {
        if (isLabelled(value, mask?.[i])) histogram.add(value);
      });
    },
    values() {
      const value = histogram.median();
      return value === null ? null : Float32Array.of(value);
    },
  };
}
