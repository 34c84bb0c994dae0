import type { Dataset, Task } from '@metasparse/scenenet';
import { printed, type PublishedMetric } from './published-value.js';

type Column = readonly [Task, string];

const SEG: readonly Column[] = [
  ['seg', 'mIoU'],
  ['seg', 'Pixel Acc'],
];
const DEPTH_SIGMAS: readonly Column[] = [
  ['depth', 'sigma_1.25'],
  ['depth', 'sigma_1.25^2'],
  ['depth', 'sigma_1.25^3'],
];
const DEPTH_ERRORS: readonly Column[] = [
  ['depth', 'abs_err'],
  ['depth', 'rel_err'],
];
const ANGLES: readonly Column[] = [
  ['sn', 'Angle Mean'],
  ['sn', 'Angle Median'],
];

const COLUMNS: Readonly<Record<Dataset, readonly Column[]>> = {
  nyuv2: [...SEG, ...ANGLES, ['sn', 'Angle 11.25'], ['sn', 'Angle 22.5'], ['sn', 'Angle 30']],
  cityscapes: [...SEG, ['seg', 'err'], ...DEPTH_ERRORS, ...DEPTH_SIGMAS],
  taskonomy: [...SEG, ...ANGLES, ...DEPTH_ERRORS, ['keypoint', 'err'], ['edge', 'err']],
};

/** Methods in the order of the tables; all but the baseline at 90 % sparsity. */
export const DISPARSE_METHODS = [
  'baseline',
  'LTH',
  'SNIP',
  'Random',
  'DiSparse static',
  'RigL',
  'DiSparse dynamic',
  'IMP',
  'Random (pt)',
  'DiSparse pt',
] as const;
export type DisparseMethod = (typeof DISPARSE_METHODS)[number];

const ROWS: Readonly<Record<Dataset, Readonly<Record<DisparseMethod, string>>>> = {
  nyuv2: {
    baseline: '27.69 58.77 16.55 14.17 39.62 73.54 86.33',
    LTH: '24.63 56.25 17.01 14.27 39.49 71.95 84.31',
    SNIP: '23.83 56.90 16.58 14.05 39.82 73.73 85.77',
    Random: '25.56 25.18 18.86 16.22 27.81 69.55 85.45',
    'DiSparse static': '26.48 57.77 16.44 13.69 41.24 74.07 85.85',
    RigL: '24.91 56.74 17.27 14.63 38.52 70.75 83.71',
    'DiSparse dynamic': '28.16 59.18 16.54 13.47 42.25 73.14 84.73',
    IMP: '29.19 59.81 16.58 13.32 43.32 72.31 84.03',
    'Random (pt)': '25.56 25.18 18.69 16.04 23.37 73.08 86.78',
    'DiSparse pt': '29.45 59.95 16.56 13.30 43.33 72.49 84.18',
  },
  cityscapes: {
    baseline: '42.58 74.84 .49 .016 .33 74.22 88.90 94.47',
    LTH: '36.19 73.97 .51 .017 .35 72.46 87.29 93.59',
    SNIP: '38.47 73.99 .53 .016 .36 72.49 87.51 93.61',
    Random: '35.67 71.74 .60 .021 .43 66.47 82.21 90.63',
    'DiSparse static': '38.21 74.31 .49 .015 .35 72.72 87.60 93.59',
    RigL: '36.57 74.02 .51 .017 .37 71.98 86.66 93.05',
    'DiSparse dynamic': '38.55 74.28 .49 .016 .36 72.11 87.01 93.41',
    IMP: '37.63 73.90 .50 .018 .37 71.15 86.41 93.01',
    'Random (pt)': '33.62 51.63 1.18 .034 .43 50.09 72.42 82.73',
    'DiSparse pt': '40.71 74.64 .49 .016 .37 72.06 86.67 93.11',
  },
  taskonomy: {
    baseline: '29.51 92.98 24.36 12.88 .021 .033 .20 .21',
    LTH: '24.36 91.62 26.07 15.78 .023 .036 .20 .22',
    SNIP: '26.03 91.89 27.06 18.12 .022 .036 .20 .21',
    Random: '25.39 91.18 26.31 16.30 .023 .037 .20 .22',
    'DiSparse static': '25.53 91.85 25.42 14.80 .022 .035 .20 .21',
    RigL: '23.87 90.14 26.91 17.75 .023 .037 .19 .20',
    'DiSparse dynamic': '25.21 91.49 25.28 14.63 .022 .034 .19 .20',
    IMP: '26.71 91.74 24.99 13.89 .021 .033 .20 .21',
    'Random (pt)': '23.89 83.89 41.21 38.35 .25 .39 .45 .40',
    'DiSparse pt': '29.12 92.58 24.70 13.42 .021 .033 .19 .20',
  },
};

const TITLES: Readonly<Record<Dataset, string>> = {
  nyuv2: 'NYUv2',
  cityscapes: 'Cityscapes',
  taskonomy: 'Tiny-Taskonomy',
};

/** Tasks that DiSparse trained together; on NYUv2 without depth. */
export const DISPARSE_TASKS: Readonly<Record<Dataset, readonly Task[]>> = {
  nyuv2: ['seg', 'sn'],
  cityscapes: ['seg', 'depth'],
  taskonomy: ['seg', 'sn', 'depth', 'keypoint', 'edge'],
};

/** DiSparse's tables, from the pictures in its README; mIoU and accuracy are printed in percent there. */
export const DISPARSE: readonly PublishedMetric[] = (Object.keys(ROWS) as Dataset[]).flatMap((dataset) =>
  DISPARSE_METHODS.flatMap((method) =>
    ROWS[dataset][method].split(' ').map((text, c) => {
      const [task, metric] = COLUMNS[dataset][c] as Column;
      return {
        source: `DiSparse, ${TITLES[dataset]}, ${method}`,
        dataset,
        method,
        sparsityPercent: method === 'baseline' ? 0 : 90,
        trained: DISPARSE_TASKS[dataset],
        task,
        metric,
        text,
        value: printed(isPercent(metric) ? `${text}e-2` : text),
      };
    }),
  ),
);

/** How DiSparse's tables were made: training budget and counting. */
export const DISPARSE_CONDITIONS: Readonly<Record<Dataset, string>> = {
  nyuv2: 'NYUv2, seg and sn, 20000 iterations of 16 crops, counted as the original counts',
  cityscapes: 'Cityscapes, seg and depth, 20000 iterations of 16 crops, counted as the original counts',
  taskonomy: 'Tiny-Taskonomy, five tasks, 100000 iterations of 16 crops, counted as the original counts',
};

function isPercent(metric: string): boolean {
  return metric === 'mIoU' || metric === 'Pixel Acc';
}
