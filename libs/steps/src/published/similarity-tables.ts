import { METRICS, type Metric, type Weighting } from '@metasparse/affinity';
import type { Task } from '@metasparse/scenenet';
import { printed, type PublishedSimilarity } from './published-value.js';

/** Columns of a cell, in the order in which the report prints them. */
export const PUBLISHED_PAIRS: readonly (readonly [Task, Task])[] = [
  ['seg', 'sn'],
  ['seg', 'depth'],
  ['sn', 'depth'],
];

/**
 * The report's names of the weightings. It does not say which formula "Sparsity" is; its rows are laid beside
 * av_sparsity, under compat reference, which looks at one filter of each layer.
 */
export const REPORT_WEIGHTINGS: Readonly<Record<string, Weighting>> = {
  Equal: 'equal',
  Linear: 'linear',
  Step: 'five_zeros',
  Sparsity: 'av_sparsity',
};

/** The report's names of the metrics. */
export const REPORT_METRICS: Readonly<Record<string, Metric>> = {
  'EPI-Sim': 'epi',
  IOU: 'iou',
  CSS: 'sals',
  MCSS: 'masked_sals',
};

type Column = number | 'mean';
/** Cells of a row by column; each holds the values of the three pairs. */
type Rows = Readonly<Record<string, readonly string[]>>;

const TABLE_1_COLUMNS: readonly Column[] = [50, 70, 'mean'];
const TABLE_1: Rows = {
  'Equal EPI-Sim': ['.967 .926 .958', '.888 .779 .877', '.876 .787 .855'],
  'Equal IOU': ['.902 .854 .872', '.772 .667 .727', '.783 .712 .751'],
  'Equal CSS': ['.970 .976 .964', '.970 .976 .964', '.970 .976 .964'],
  'Equal MCSS': ['.950 .947 .932', '.885 .854 .845', '.865 .838 .835'],
  'Linear EPI-Sim': ['.951 .892 .940', '.840 .692 .831', '.836 .717 .808'],
  'Linear IOU': ['.851 .787 .807', '.668 .539 .607', '.698 .617 .657'],
  'Linear CSS': ['.959 .966 .948', '.959 .966 .948', '.959 .966 .948'],
  'Linear MCSS': ['.925 .919 .896', '.824 .780 .760', '.804 .770 .760'],
  'Step EPI-Sim': ['.962 .914 .951', '.871 .745 .858', '.857 .754 .833'],
  'Step IOU': ['.887 .832 .852', '.737 .616 .684', '.750 .669 .713'],
  'Step CSS': ['.967 .973 .960', '.967 .973 .960', '.967 .973 .960'],
  'Step MCSS': ['.944 .940 .924', '.869 .833 .822', '.846 .814 .811'],
  'Sparsity EPI-Sim': ['.929 .849 .918', '.792 .614 .791', '.799 .668 .782'],
  'Sparsity IOU': ['.779 .700 .724', '.571 .431 .518', '.630 .544 .595'],
  'Sparsity CSS': ['.948 .956 .932', '.954 .962 .943', '.952 .960 .939'],
  'Sparsity MCSS': ['.893 .883 .851', '.771 .721 .707', '.768 .731 .726'],
};

const TABLE_2_COLUMNS: readonly Column[] = [30, 90];
const TABLE_2: Rows = {
  'Equal EPI-Sim': ['.992 .977 .985', '.658 .465 .602'],
  'Equal IOU': ['.962 .945 .948', '.495 .380 .458'],
  'Equal CSS': ['.970 .976 .964', '.970 .976 .964'],
  'Equal MCSS': ['.967 .971 .959', '.660 .579 .605'],
  'Linear EPI-Sim': ['.987 .966 .979', '.566 .318 .482'],
  'Linear IOU': ['.941 .917 .920', '.333 .226 .295'],
  'Linear CSS': ['.959 .966 .948', '.959 .966 .948'],
  'Linear MCSS': ['.954 .959 .940', '.514 .420 .444'],
  'Step EPI-Sim': ['.990 .973 .983', '.605 .385 .541'],
  'Step IOU': ['.956 .936 .940', '.419 .293 .378'],
  'Step CSS': ['.967 .973 .960', '.967 .973 .960'],
  'Step MCSS': ['.964 .969 .955', '.607 .513 .544'],
  'Sparsity EPI-Sim': ['.980 .949 .969', '.496 .258 .448'],
  'Sparsity IOU': ['.907 .874 .875', '.264 .172 .263'],
  'Sparsity CSS': ['.945 .953 .926', '.961 .969 .954'],
  'Sparsity MCSS': ['.936 .941 .912', '.471 .378 .432'],
};

const POSTER: Rows = {
  'Equal EPI-Sim': ['.876 .785 .855'],
  'Equal IOU': ['.782 .711 .750'],
  'Equal CSS': ['.969 .975 .964'],
  'Equal MCSS': ['.865 .837 .835'],
  'Sparsity EPI-Sim': ['.799 .668 .782'],
  'Sparsity IOU': ['.631 .545 .596'],
  'Sparsity CSS': ['.959 .960 .938'],
  'Sparsity MCSS': ['.768 .731 .726'],
};

function cellsOf(source: string, columns: readonly Column[], rows: Rows): PublishedSimilarity[] {
  return Object.entries(rows).flatMap(([row, cells]) => {
    const [weighting = '', metric = ''] = row.split(' ');
    const place = {
      source: `${source}, ${row}`,
      weighting: REPORT_WEIGHTINGS[weighting] ?? 'equal',
      metric: REPORT_METRICS[metric] ?? METRICS[0],
    };
    return cells.flatMap((cell, c) =>
      cell.split(' ').map((text, p) => ({
        ...place,
        sparsity: columns[c] as Column,
        pair: PUBLISHED_PAIRS[p] as readonly [Task, Task],
        text,
        value: printed(text),
      })),
    );
  });
}

/** The report's Tables 1 and 2: 80 cells of three pairs. */
export const REPORT_SIMILARITIES: readonly PublishedSimilarity[] = [
  ...cellsOf('report, Table 1', TABLE_1_COLUMNS, TABLE_1),
  ...cellsOf('report, Table 2', TABLE_2_COLUMNS, TABLE_2),
];

/** The poster's means over the sparsities, which differ from the report's in the last digit. */
export const POSTER_SIMILARITIES: readonly PublishedSimilarity[] = cellsOf('poster', ['mean'], POSTER);

/** How the published similarities were measured. */
export const SIMILARITY_CONDITIONS = 'NYUv2, full width, 50 batches of 8, 4 seeds';
