import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { CLASS_NAMES, errorSheet, predictionSheet } from '@metasparse/datasets';
import { evaluationReportHtml, type EvaluationReportInput } from '@metasparse/report';
import { SegmentationMetrics, type Confusion, type Dataset } from '@metasparse/scenenet';
import { constantMetric, type ClassIoU, type EvaluationReport } from './evaluation-report.js';
import type { Evaluator } from './evaluator.js';

/** What a report says of the run itself. */
export type EvaluationHead = Omit<EvaluationReport, 'schema' | 'tasks' | 'classes'>;

/**
 * Writes both sheets, confusion.tsv, class-iou.tsv, metrics.tsv, report.html, and metrics.json last, so that a folder with
 * metrics.json is whole.
 */
export async function writeEvaluation(
  folder: string,
  head: EvaluationHead,
  { metrics, shown }: Pick<Evaluator, 'metrics' | 'shown'>,
): Promise<void> {
  const write = (name: string, content: string | Uint8Array): Promise<unknown> =>
    writeFileAtomically(join(folder, name), content);
  const seg = metrics.get('seg');
  const confusion = seg instanceof SegmentationMetrics ? seg.confusion : null;
  const classes = confusion === null ? null : classIoUs(head.dataset, confusion);
  const tasks = [...metrics].map(([task, accumulator]) => ({ task, metrics: accumulator.metrics() }));
  const report: EvaluationReport = { schema: 'metasparse.metrics/v1', ...head, tasks, classes };
  const sheets = await drawSheets(head, shown);
  if (sheets.predictions !== undefined) await write('predictions.png', sheets.predictions);
  if (sheets.errors !== undefined) await write('errors.png', sheets.errors);
  if (confusion !== null && classes !== null) {
    await write('confusion.tsv', confusionTable(classes, confusion));
    await write('class-iou.tsv', classTable(classes));
  }
  await write('metrics.tsv', metricTable(report));
  await write(
    'report.html',
    evaluationReportHtml({ report, confusion: confusion?.counts ?? null, ...sheets }),
  );
  await write('metrics.json', `${JSON.stringify(report, null, 2)}\n`);
}

/** Both sheets as PNG files, or none where no image was kept. */
async function drawSheets(
  { dataset, split }: EvaluationHead,
  shown: Evaluator['shown'],
): Promise<Pick<EvaluationReportInput, 'predictions' | 'errors'>> {
  if (shown.length === 0) return {};
  return {
    predictions: await predictionSheet(dataset, split, shown),
    errors: await errorSheet(dataset, split, shown),
  };
}

function classIoUs(dataset: Dataset, confusion: Confusion): ClassIoU[] {
  const { classes, counts } = confusion;
  const range = Array.from({ length: classes }, (_, i) => i);
  const at = (label: number, predicted: number): number => counts[label * classes + predicted] as number;
  return confusion.classIoUs().map((iou, index) => ({
    index,
    name: CLASS_NAMES[dataset][index] ?? String(index),
    labelled: range.reduce((sum, i) => sum + at(index, i), 0),
    predicted: range.reduce((sum, i) => sum + at(i, index), 0),
    correct: at(index, index),
    iou,
  }));
}

function metricTable({ tasks, constant }: EvaluationReport): string {
  const rows = tasks.flatMap(({ task, metrics }) =>
    metrics.map(({ name, corrected, published }) => [
      task,
      name,
      corrected ?? '',
      published ?? '',
      ...(constant === undefined ? [] : [constantMetric(constant, task, name) ?? '']),
    ]),
  );
  const columns = [
    'task',
    'metric',
    'corrected',
    'published',
    ...(constant === undefined ? [] : ['constant']),
  ];
  return tsv([columns, ...rows]);
}

function classTable(classes: readonly ClassIoU[]): string {
  const rows = classes.map(({ index, name, labelled, predicted, correct, iou }) => [
    index,
    name,
    labelled,
    predicted,
    correct,
    iou ?? '',
  ]);
  return tsv([['class', 'name', 'labelled', 'predicted', 'correct', 'iou'], ...rows]);
}

/** Pixels: a row for each label, a column for each prediction. */
function confusionTable(classes: readonly ClassIoU[], confusion: Confusion): string {
  const rows = classes.map(({ name, index }) => [
    name,
    ...confusion.counts.subarray(index * confusion.classes, (index + 1) * confusion.classes),
  ]);
  return tsv([['label', ...classes.map(({ name }) => name)], ...rows]);
}

function tsv(rows: readonly (readonly (string | number)[])[]): string {
  return rows.map((row) => `${row.join('\t')}\n`).join('');
}
