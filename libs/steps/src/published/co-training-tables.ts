import type { Task } from '@metasparse/scenenet';
import { printed, type PublishedMetric } from './published-value.js';

const METRICS: Readonly<Partial<Record<Task, readonly string[]>>> = {
  sn: ['Angle Mean', 'Angle Median', 'Angle 11.25', 'Angle 22.5', 'Angle 30', 'Angle 45'],
  seg: ['mIoU', 'Pixel Acc', 'err'],
  depth: ['abs_err', 'rel_err', 'sigma_1.25', 'sigma_1.25^2', 'sigma_1.25^3'],
};

/** Table, task that is measured, task that it was trained with, values in the order of METRICS. */
const ROWS: readonly (readonly [number, Task, Task, string])[] = [
  [3, 'sn', 'seg', '17.49 15.69 29.65 75.96 87.16 96.97'],
  [3, 'sn', 'depth', '18.86 16.71 24.50 70.08 87.19 97.13'],
  [4, 'seg', 'sn', '.16 .47 1.90'],
  [4, 'seg', 'depth', '.10 .37 2.31'],
  [5, 'depth', 'sn', '.82 .35 45.3 74.88 89.87'],
  [5, 'depth', 'seg', '.80 .34 46.85 76.26 90.63'],
];

/** The report's Tables 3 to 5: each task of NYUv2 trained together with one other. */
export const CO_TRAINING: readonly PublishedMetric[] = ROWS.flatMap(([table, task, other, values]) =>
  values.split(' ').map((text, i) => ({
    source: `report, Table ${table}, ${task} with ${other}`,
    dataset: 'nyuv2' as const,
    method: 'baseline',
    sparsityPercent: 0,
    trained: [task, other],
    task,
    metric: METRICS[task]?.[i] ?? '',
    text,
    value: printed(text),
  })),
);

export const CO_TRAINING_CONDITIONS =
  'NYUv2, two tasks, 5000 iterations of 8 crops, counted as the original counts';
