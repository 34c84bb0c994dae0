import { fixed, grouped, MISSING } from '../answer/format.js';
import { datasetTitle, taskTitle } from '../answer/names.js';
import { dataTable } from '../page/data-table.js';
import { scrollBox } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { termList } from '../page/lists.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { sheetFigure } from '../page/sheet-figure.js';
import { classSection } from './class-section.js';
import type { Counts } from './class-charts.js';
import { constantMetric, type EvaluationReport, type TaskMetrics } from './evaluation-file.js';

export interface EvaluationReportInput {
  readonly report: EvaluationReport;
  /** Pixels, a row for each label, a column for each prediction; null where segmentation was not evaluated. */
  readonly confusion: Counts | null;
  /** Sheets of the first images, PNG files; absent where none was asked for. */
  readonly predictions?: Uint8Array | undefined;
  readonly errors?: Uint8Array | undefined;
}

/** The page of an evaluation. Every string of the input is escaped. The same input gives the same bytes. */
export function evaluationReportHtml({
  report,
  confusion,
  predictions,
  errors,
}: EvaluationReportInput): string {
  const { classes, dataset, split } = report;
  const sheets: readonly Chapter[] =
    predictions === undefined && errors === undefined
      ? []
      : [{ id: 'sheets', label: 'Predictions and errors', content: sheetSection(predictions, errors) }];
  const perClass: readonly Chapter[] =
    classes === null || confusion === null
      ? []
      : [{ id: 'classes', label: 'Classes', content: classSection(classes, confusion) }];
  return pageHtml({
    title: `Evaluation on ${datasetTitle(dataset)}, split ${split}`,
    description: summaryLine(report),
    answer: answer(report),
    chapters: [
      { id: 'metrics', label: 'All metrics', content: metricSection(report) },
      ...sheets,
      ...perClass,
      { id: 'about', label: 'What was measured', content: aboutSection(report) },
    ],
  });
}

/** `segmentation: mIoU 0.213; depth: abs 0.12`: the first metric of each task. */
export function summaryLine({ tasks }: EvaluationReport): string {
  return tasks
    .map(({ task, metrics: [first] }) =>
      first === undefined ? taskTitle(task) : `${taskTitle(task)}: ${first.name} ${fixed(first.corrected)}`,
    )
    .join('; ');
}

function answer(report: EvaluationReport): Html {
  const { dataset, split, images, constant } = report;
  return html`<header class="answer">
    <p class="eyebrow">Evaluation on ${datasetTitle(dataset)}</p>
    <h1>How good are the predictions on the ${grouped(images)} whole images of split ${split}?</h1>
    <p class="lead"><strong>${summaryLine(report)}</strong></p>
    ${constant !== undefined && html`<p>${againstConstant(report)}</p>`}
  </header>`;
}

/** In how many metrics the net beats the best constant. */
function againstConstant({ tasks, constant }: EvaluationReport): string {
  if (constant === undefined) return '';
  const pairs = tasks.flatMap(({ task, metrics }) =>
    metrics.flatMap(({ name, better, corrected }) => {
      const other = constantMetric(constant, task, name);
      return corrected === null || other === null
        ? []
        : [better === 'higher' ? corrected - other : other - corrected];
    }),
  );
  const won = pairs.filter((gain) => gain > 0).length;
  return `Better than the best constants of split ${constant.split} in ${String(won)} of ${String(pairs.length)} metrics.`;
}

function metricSection({ tasks, constant }: EvaluationReport): Html {
  const columns = [
    'Metric',
    'Task',
    'Corrected',
    'As published',
    ...(constant === undefined ? [] : ['Constant']),
    'Better',
  ];
  const row = ({ task, metrics }: TaskMetrics) =>
    metrics.map(({ name, better, corrected, published }) => [
      name,
      taskTitle(task),
      fixed(corrected, 4),
      fixed(published, 4),
      ...(constant === undefined ? [] : [fixed(constantMetric(constant, task, name), 4)]),
      better,
    ]);
  return html`<section id="metrics" aria-labelledby="metrics-title">
    <h2 id="metrics-title">Every metric</h2>
    <p>
      Corrected counts what the label covers, pixel by pixel over all images. As published counts as the
      original code did, to compare with the papers’ tables. ${MISSING} stands where there is no number.
    </p>
    ${constant !== undefined && html`<p>Constant: the majority class, the mean normal or the median value of split ${constant.split}, predicted everywhere.</p>`}
    ${scrollBox('Metrics', dataTable({ caption: 'Metrics of each task', columns, rows: tasks.flatMap(row), kind: 'ranking' }))}
  </section>`;
}

function sheetSection(predictions: Uint8Array | undefined, errors: Uint8Array | undefined): Html {
  return html`<section id="sheets" aria-labelledby="sheets-title">
    <h2 id="sheets-title">The first images</h2>
    ${
      predictions !== undefined &&
      html`<h3>Predictions</h3>
        ${sheetFigure(predictions, 'Label beside prediction of each task')}`
    }
    ${
      errors !== undefined &&
      html`<h3>Errors</h3>
        ${sheetFigure(errors, 'Where each prediction is wrong, and by how much; grey where there is no label')}`
    }
  </section>`;
}

function aboutSection({ net, data, dataset, split, images, notes }: EvaluationReport): Html {
  return html`<section id="about" aria-labelledby="about-title">
    <h2 id="about-title">What was measured</h2>
    ${termList([
      ['Net', net],
      ['Data', `${data}, read as ${datasetTitle(dataset)}`],
      ['Images', `${grouped(images)} of split ${split}, whole and one at a time`],
      ...notes.map((note) => ['Note', note] as const),
    ])}
  </section>`;
}
