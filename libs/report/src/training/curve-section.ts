import { fixed, grouped } from '../answer/format.js';
import { dataTable } from '../page/data-table.js';
import { legendList, panelGrid, scrollBox, tableTwin } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { lossOf } from './answer.js';
import { curveLegend, curvePanels, shortNumber } from './curve-chart.js';
import { lossCurve, smoothed, smoothing, type LossChoice } from './curve.js';
import { evenly } from './mask-chart.js';
import type { TrainingRun } from './training-run.js';

/** Rows of a table of points at most. */
const MOST_ROWS = 60;

/** Loss curves, learning rate, and their numbers. */
export function curveSection(run: TrainingRun): Html {
  const rows = { train: trainRows(run), test: testRows(run) };
  return html`<section id="curves" aria-labelledby="curves-title">
    <h2 id="curves-title">How the losses went</h2>
    <p>
      Iterations from left to right. A batch without a labelled pixel of a task has no point in its curve;
      single losses beyond a frame are drawn at its edge.
    </p>
    ${legendList(curveLegend(run))} ${panelGrid(curvePanels(run))}
    ${tableTwin(
      `Smoothed training losses as a table${limit(run.train.length)}`,
      scrollBox(
        'Smoothed training losses',
        dataTable({
          columns: ['Iteration', ...choicesOf(run).map(columnOf), 'Learning rate'],
          rows: rows.train,
        }),
      ),
    )}
    ${
      rows.test.length > 0 &&
      tableTwin(
        `Test losses as a table${limit(run.test.length)}`,
        scrollBox(
          'Test losses',
          dataTable({ columns: ['Iteration', ...choicesOf(run).map(columnOf)], rows: rows.test }),
        ),
      )
    }
  </section>`;
}

function choicesOf({ summary: { tasks } }: TrainingRun): readonly LossChoice[] {
  return tasks.length > 1 ? [...tasks, 'total'] : tasks;
}

function columnOf(choice: LossChoice): string {
  return choice;
}

function limit(count: number): string {
  return count > MOST_ROWS ? `: ${String(MOST_ROWS)} of ${grouped(count)}, evenly chosen` : '';
}

function trainRows(run: TrainingRun): readonly (readonly string[])[] {
  const beta = smoothing(run.train.length);
  const means = choicesOf(run).map(
    (choice) =>
      new Map(smoothed(lossCurve(run.train, choice), beta).map(({ iteration, value }) => [iteration, value])),
  );
  return evenly(run.train, MOST_ROWS).map(({ iteration, learningRate }) => [
    grouped(iteration),
    ...means.map((mean) => fixed(mean.get(iteration))),
    shortNumber(learningRate),
  ]);
}

function testRows(run: TrainingRun): readonly (readonly string[])[] {
  return evenly(run.test, MOST_ROWS).map((point) => [
    grouped(point.iteration),
    ...choicesOf(run).map((choice) => fixed(lossOf(point, choice))),
  ]);
}
