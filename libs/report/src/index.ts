export { baselinesReportHtml } from './baselines/baselines-report-html.js';
export { correlationsSvg } from './baselines/correlation-chart.js';
export { maskIouSvg } from './charts/mask-iou-chart.js';
export { PLOT_KINDS, plotSvg, type PlotKind } from './charts/plot-svg.js';
export { svgToPng } from './charts/svg-to-png.js';
export { groupsSvg } from './charts/trade-off-chart.js';
export type { Example, ExampleImage } from './example.js';
export type { RunDevice, RunFile, RunTask, RunTimes } from './run-file.js';
export { reportHtml, type ReportInput } from './page/report-html.js';
export {
  constantMetric,
  type ClassIoU,
  type ConstantReport,
  type EvaluationReport,
  type TaskMetrics,
} from './evaluation/evaluation-file.js';
export { evaluationReportHtml, type EvaluationReportInput } from './evaluation/evaluation-report-html.js';
export { curvesSvg } from './training/curves-svg.js';
export { trainingReportHtml, type TrainingReportInput } from './training/training-report.js';
export type {
  LayerMasks,
  LossPoint,
  LossSummary,
  MaskPoint,
  TaskLosses,
  TestPoint,
  TrainingCurves,
  TrainingRun,
  TrainMethod,
  TrainPoint,
  TrainSummary,
} from './training/training-run.js';
export { pruningReportHtml } from './pruning/pruning-report-html.js';
export type { PruningLayer, PruningRun, PruningTotals } from './pruning/pruning-run.js';
export { shellLine } from './page/shell-line.js';
export type {
  ReproducedCell,
  ReproducedOrder,
  ReproducedTable,
  Reproduction,
} from './reproduction/reproduced-table.js';
export { reproductionHtml } from './reproduction/reproduction-html.js';
export { reproductionMarkdown, reproductionTsv } from './reproduction/reproduction-text.js';
export { gainsSvg } from './cotraining/gain-chart.js';
export { gainCells, gainText, MEASURE_TITLES, type GainCell } from './cotraining/gain-cells.js';
export { gainsReportHtml } from './cotraining/gains-report-html.js';
export { scatterSvg } from './validation/scatter-chart.js';
export { validationReportHtml } from './validation/validation-report-html.js';
export { ARRANGEMENT_WORDS, configurationTitle, STATISTIC_TITLES } from './validation/wording.js';
export { decisionHtml } from './decision/decision-html.js';
export { decisionMarkdown } from './decision/decision-markdown.js';
export { decisionAnswer, GRADE_WORDS } from './decision/decision-words.js';
export {
  GRADES,
  type DecisionCertainty,
  type DecisionFile,
  type DecisionNetwork,
  type DecisionPair,
  type DecisionTrunk,
  type Grade,
  type SurerRow,
} from './decision/decision-file.js';
