export {
  constantMetric,
  type ClassIoU,
  type ConstantReport,
  type EvaluationReport,
  type TaskMetrics,
} from '@metasparse/report';

/** The files of an evaluation, in the order in which they are written. */
export const EVALUATION_FILES: readonly string[] = [
  'predictions.png',
  'errors.png',
  'confusion.tsv',
  'class-iou.tsv',
  'metrics.tsv',
  'report.html',
  'metrics.json',
];
