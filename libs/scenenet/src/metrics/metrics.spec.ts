import { describe, expect, it } from 'vitest';
import { DATASET_CONFIGS, type Dataset } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import type { Task } from '../config/tasks.js';
import { AngleHistogram } from './angle-histogram.js';
import type { Metric } from './metric.js';
import { predictionPixels } from './prediction-pixels.js';
import { TASK_METRICS } from './task-metrics.js';

type Labels = Readonly<Record<string, readonly number[]>>;

function sampleOf(labels: Labels, width: number): Sample {
  const arrays = Object.entries(labels).map(([name, values]) => [name, Float32Array.from(values)]);
  return {
    id: 'x',
    height: 1,
    width,
    image: new Float32Array(3 * width),
    labels: Object.fromEntries(arrays),
  };
}

/** One row of pixels per image: predicted values and labels. */
function measure(
  dataset: Dataset,
  task: Task,
  ...images: readonly (readonly [readonly number[], Labels])[]
): Map<string, Metric> {
  const config = DATASET_CONFIGS[dataset];
  const classes = config.classes[task] ?? 0;
  const accumulator = TASK_METRICS[task](config);
  for (const [values, labels] of images) {
    const width = values.length / classes;
    accumulator.add(
      { height: 1, width, classes, values: Float32Array.from(values) },
      sampleOf(labels, width),
    );
  }
  return new Map(accumulator.metrics().map((metric) => [metric.name, metric]));
}

const oneHot = (classes: number, ...predicted: number[]): number[] =>
  predicted.flatMap((k) => Array.from({ length: classes }, (_, c) => (c === k ? 1 : 0)));

describe('segmentation', () => {
  it('leaves classes without a correct pixel out of the published mean IoU only', () => {
    const miou = measure('nyuv2', 'seg', [oneHot(40, 0, 0, 1, 2), { seg: [0, 0, 2, 3] }]).get('mIoU');
    expect(miou).toMatchObject({ published: 1, corrected: 1 / 4 });
  });

  it('counts over labelled classes as well', () => {
    const metrics = measure('nyuv2', 'seg', [oneHot(40, 0, 0, 1, 2), { seg: [0, 0, 2, 3] }]);
    expect(metrics.get('mIoU, labelled classes')?.corrected).toBeCloseTo(1 / 3, 12);
  });

  it("counts Cityscapes' void as wrong in the published accuracy only", () => {
    const metrics = measure('cityscapes', 'seg', [oneHot(19, 3, 4, 5, 6), { seg: [3, -1, -1, 7] }]);
    expect(metrics.get('Pixel Acc')).toMatchObject({ published: 1 / 4, corrected: 1 / 2 });
    expect(metrics.get('err')?.corrected).toBe(metrics.get('err')?.published);
  });

  it('weights images, not pixels, in the published accuracy', () => {
    const metrics = measure(
      'nyuv2',
      'seg',
      [oneHot(40, 0, 0, 0), { seg: [0, 0, 0] }],
      [oneHot(40, 0, 0, 0), { seg: [1, 255, 255] }],
    );
    expect(metrics.get('Pixel Acc')).toMatchObject({ published: 1 / 2, corrected: 3 / 4 });
  });

  it('has the cross entropy of the labelled pixels', () => {
    const metrics = measure('nyuv2', 'seg', [oneHot(40, 1, 0), { seg: [1, 255] }]);
    expect(metrics.get('err')?.corrected).toBeCloseTo(Math.log(Math.E + 39) - 1, 6);
  });

  it('refuses a prediction of other classes', () => {
    const accumulator = TASK_METRICS.seg(DATASET_CONFIGS.nyuv2);
    const prediction = { height: 1, width: 1, classes: 2, values: new Float32Array(2) };
    expect(() => {
      accumulator.add(prediction, sampleOf({ seg: [0] }, 1));
    }).toThrow('2 classes');
  });
});

describe('surface normals', () => {
  it('are compared decoded, and as bytes in the published way', () => {
    const mean = measure('nyuv2', 'sn', [[0, 0, -1], { normal: [0, 0, -1] }]).get('Angle Mean');
    expect(mean?.corrected).toBeCloseTo(0, 6);
    expect(mean?.published).toBeCloseTo(90, 6);
  });

  it('with a byte at 255 are dropped in the published way only', () => {
    const mean = measure('nyuv2', 'sn', [[1, 0, 0], { normal: [1, 0, 0] }]).get('Angle Mean');
    expect(mean).toMatchObject({ corrected: 0, published: null });
  });

  it('of Taskonomy are the same in both ways; 255 marks none', () => {
    const images = [[1, 0, 0, 1, 0, 0], { normal: [0, 1, 0, 255, 255, 255] }] as const;
    const mean = measure('taskonomy', 'sn', images).get('Angle Mean');
    expect(mean).toMatchObject({ corrected: 90, published: 90 });
  });

  it('are 90 degrees from a zero vector', () => {
    const median = measure('taskonomy', 'sn', [[0, 0, 0], { normal: [0, 1, 0] }]).get('Angle Median');
    expect(median?.corrected).toBeCloseTo(90, 3);
  });
});

describe('depth', () => {
  it('counts negative predictions as right in the published way only', () => {
    const sigma = measure('nyuv2', 'depth', [[-1, 1, 2], { depth: [1, 1, 1] }]).get('sigma_1.25');
    expect(sigma?.corrected).toBeCloseTo(100 / 3, 10);
    expect(sigma?.published).toBeCloseTo(200 / 3, 10);
  });

  it('leaves out what was not measured: at most 3e-5, or masked in Taskonomy', () => {
    const nyuv2 = measure('nyuv2', 'depth', [[1, 9], { depth: [2, 0] }]);
    expect([...nyuv2.values()].slice(0, 3).map(({ corrected }) => corrected)).toEqual([1, 0.5, 1]);
    const labels = { depth: [2, 255, 4], depth_mask: [1, 1, 0] };
    expect(measure('taskonomy', 'depth', [[1, 9, 9], labels]).get('abs_err')?.corrected).toBe(1);
  });

  it('pools pixels, the published errors images', () => {
    const images = [
      [[1, 1, 1], { depth: [2, 2, 2] }],
      [[1, 1, 1], { depth: [4, 0, 0] }],
    ] as const;
    expect(measure('cityscapes', 'depth', ...images).get('abs_err')).toMatchObject({
      corrected: 1.5,
      published: 2,
    });
  });
});

it.each(['keypoint', 'edge'] as const)('%s is the mean difference where there is a label', (task) => {
  const metrics = measure('taskonomy', task, [[1, 0, 5], { [task]: [0, 0.5, 255] }]);
  expect(metrics.get('err')?.corrected).toBe(0.75);
});

it('nothing labelled is no number', () => {
  for (const task of ['seg', 'sn', 'depth', 'keypoint', 'edge'] as const)
    for (const { corrected, published } of TASK_METRICS[task](DATASET_CONFIGS.taskonomy).metrics())
      expect([corrected, published]).toEqual([null, null]);
});

it('a prediction is resized by nearest', () => {
  expect([...predictionPixels(2, 2, 3, 4)]).toEqual([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3]);
});

it('the median of angles is within half a bin, of an even number the mean of two', () => {
  const angles = new AngleHistogram();
  for (const degrees of [180, 0, 11.25, 20]) angles.add(degrees);
  const summary = angles.summary();
  expect(Math.abs((summary?.median ?? NaN) - 15.625)).toBeLessThanOrEqual(5.1e-5);
  expect(summary?.within).toEqual([50, 75, 75, 75]);
});
