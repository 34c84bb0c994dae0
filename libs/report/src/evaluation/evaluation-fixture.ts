import { streamKey, uniform } from '@metasparse/scenenet';
import type { ClassIoU, EvaluationReport } from './evaluation-file.js';

/** Counts of `classes` classes, the last of which is in neither label nor prediction. */
export function confusionFixture(classes: number): Float64Array {
  const key = streamKey(classes);
  return Float64Array.from({ length: classes * classes }, (_, i) => {
    const [label, predicted] = [Math.floor(i / classes), i % classes];
    if (label === classes - 1 || predicted === classes - 1) return 0;
    const pixels = 400_000 / (label + 1);
    return Math.round(pixels * (label === predicted ? 0.6 : 0.5 * uniform(key, i) ** 4));
  });
}

function classesOf(classes: number, counts: Float64Array): readonly ClassIoU[] {
  const range = Array.from({ length: classes }, (_, i) => i);
  const sum = (at: (i: number) => number) => range.reduce((total, i) => total + (counts[at(i)] ?? 0), 0);
  return range.map((index) => {
    const labelled = sum((i) => index * classes + i);
    const predicted = sum((i) => i * classes + index);
    const correct = counts[index * classes + index] ?? 0;
    const union = labelled + predicted - correct;
    const name = `class ${String(index)} with a long name`.slice(0, 8 + (index % 20));
    return { index, name, labelled, predicted, correct, iou: union === 0 ? null : correct / union };
  });
}

/** An evaluation as it could have been, with constants. */
export function evaluationFixture(classes = 40): EvaluationReport {
  const metric = (
    name: string,
    better: 'higher' | 'lower',
    corrected: number | null,
    published: number | null,
  ) => ({
    name,
    better,
    corrected,
    published,
  });
  return {
    schema: 'metasparse.metrics/v1',
    net: 'runs/nyuv2/best.safetensors',
    data: 'data/nyu_v2',
    dataset: 'nyuv2',
    split: 'test',
    images: 654,
    notes: ['3 names were put into our form'],
    tasks: [
      {
        task: 'seg',
        metrics: [metric('mIoU', 'higher', 0.2134, 0.2011), metric('Pixel Acc', 'higher', 0.58, 0.55)],
      },
      { task: 'depth', metrics: [metric('abs', 'lower', 0.62, 0.63), metric('rmse', 'lower', 0.91, null)] },
    ],
    constant: {
      split: 'train',
      tasks: [
        {
          task: 'seg',
          metrics: [metric('mIoU', 'higher', 0.01, null), metric('Pixel Acc', 'higher', 0.2, null)],
        },
        { task: 'depth', metrics: [metric('abs', 'lower', 0.5, null), metric('rmse', 'lower', null, null)] },
      ],
    },
    classes: classesOf(classes, confusionFixture(classes)),
  };
}
