import {
  LABEL_CHANNELS,
  TASK_LABEL,
  counterKey,
  uniform,
  type Batch,
  type DatasetConfig,
  type Label,
  type Sample,
  type Task,
} from '@metasparse/scenenet';

/** Share of pixels without a label, as in the PyTorch script. */
const UNLABELLED = 0.1;

export interface BatchSize {
  readonly images: number;
  /** Pixels. */
  readonly height: number;
  readonly width: number;
}

/** Random, valid images and labels: what is measured does not depend on their content. */
export function randomBatch(
  config: DatasetConfig,
  tasks: readonly Task[],
  { images, height, width }: BatchSize,
  batch: number,
): Batch {
  const samples = Array.from({ length: images }, (_, i) =>
    randomSample(config, tasks, { height, width }, batch * images + i),
  );
  return { samples, height, width };
}

function randomSample(
  config: DatasetConfig,
  tasks: readonly Task[],
  { height, width }: Omit<BatchSize, 'images'>,
  number: number,
): Sample {
  const pixels = height * width;
  const draw = (purpose: number, channels: number, map: (u: number) => number): Float32Array => {
    const key = counterKey(number, purpose);
    return Float32Array.from({ length: pixels * channels }, (_, e) => map(uniform(key, e)));
  };
  const gaps = counterKey(number, 99);
  const labels: Partial<Record<Label, Float32Array>> = {};
  tasks.forEach((task, t) => {
    const label = TASK_LABEL[task];
    const channels = LABEL_CHANNELS[label];
    const classes = config.classes[task] ?? 1;
    const values = draw(10 + t, channels, (u) => (task === 'seg' ? Math.floor(u * classes) : 2 * u - 1));
    labels[label] = values.map((value, e) =>
      uniform(gaps, Math.floor(e / channels)) < UNLABELLED ? (config.padding[label] ?? 255) : value,
    );
  });
  if (config.dataset === 'taskonomy') labels.depth_mask = new Float32Array(pixels).fill(1);
  return {
    id: `random ${number}`,
    height,
    width,
    image: draw(1, 3, (u) => 255 * u - 115),
    labels,
  };
}
