import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DATASET_CONFIGS, type Dataset } from '../config/dataset.js';
import type { Sample } from '../config/sample.js';
import type { Task } from '../config/tasks.js';
import { ConstantPredictor } from './constant-predictor.js';
import { TASK_METRICS } from './task-metrics.js';
import { ValueHistogram } from './value-histogram.js';

function sampleOf(width: number, labels: Readonly<Record<string, readonly number[]>>): Sample {
  const arrays = Object.entries(labels).map(([name, values]) => [name, Float32Array.from(values)]);
  return {
    id: 'x',
    height: 1,
    width,
    image: new Float32Array(3 * width),
    labels: Object.fromEntries(arrays),
  };
}

function predict(dataset: Dataset, task: Task, ...samples: readonly Sample[]) {
  const predictor = new ConstantPredictor(DATASET_CONFIGS[dataset], task);
  for (const sample of samples) predictor.add(sample);
  return predictor.prediction();
}

describe('ConstantPredictor', () => {
  it('says the most frequent class, and of each class how frequent it is', () => {
    const prediction = predict('nyuv2', 'seg', sampleOf(4, { seg: [7, 7, 255, 3] }));
    expect(prediction).toMatchObject({ height: 1, width: 1, classes: 40 });
    const shares = Array.from(prediction?.values ?? [], Math.exp);
    expect(shares.indexOf(Math.max(...shares))).toBe(7);
    expect(shares[7]).toBeCloseTo(3 / 43, 6);
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5);
  });

  it('says the mean of the normals, brought to length 1 first, without pixels that have none', () => {
    const normal = [0, 0, 2, 0, 1, 0, 255, 255, 255, 0, 0, 0];
    expect([...(predict('nyuv2', 'sn', sampleOf(4, { normal }))?.values ?? [])]).toEqual([0, 0.5, 0.5]);
  });

  it('says the median depth of measured pixels, over all images', () => {
    const [a, b] = [sampleOf(3, { depth: [0, 1, 9] }), sampleOf(2, { depth: [3, 0] })];
    expect(predict('nyuv2', 'depth', a, b)?.values[0]).toBeCloseTo(3, 2);
    const masked = sampleOf(3, { depth: [0.5, 0.9, 0.2], depth_mask: [1, 0, 1] });
    expect(predict('taskonomy', 'depth', masked)?.values[0]).toBeCloseTo(0.2, 3);
  });

  it('says nothing where there is no label', () => {
    expect(predict('nyuv2', 'depth', sampleOf(2, { depth: [0, 0] }))).toBeNull();
    expect(predict('nyuv2', 'seg', sampleOf(1, { seg: [255] }))).toBeNull();
    expect(predict('nyuv2', 'edge', sampleOf(1, {}))).toBeNull();
  });

  it('is measured as a net is', () => {
    const sample = sampleOf(4, { edge: [-1, -1, -1, 1] });
    const metrics = TASK_METRICS.edge(DATASET_CONFIGS.taskonomy);
    const prediction = predict('taskonomy', 'edge', sample);
    if (prediction !== null) metrics.add(prediction, sample);
    expect(metrics.metrics()[0]?.corrected).toBeCloseTo(0.5, 3);
  });
});

describe('ValueHistogram', () => {
  it('finds the lower median to one part in 2048, whatever the signs', () => {
    const [min, max] = [Math.fround(-1e30), Math.fround(1e30)];
    const value = fc.float({ noNaN: true, min, max });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 50 }), (values) => {
        const histogram = new ValueHistogram();
        for (const each of values) histogram.add(each);
        const sorted = Float32Array.from(values).sort();
        const exact = sorted[Math.ceil(values.length / 2) - 1] as number;
        const difference = Math.abs((histogram.median() ?? NaN) - exact);
        expect(difference).toBeLessThanOrEqual(Math.abs(exact) / 2048 + 1e-41);
      }),
      { numRuns: 30 },
    );
  });
});
