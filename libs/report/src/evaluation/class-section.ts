import { fixed, grouped, percent } from '../answer/format.js';
import type { LegendEntry } from '../charts/legends.js';
import { dataTable } from '../page/data-table.js';
import { legendList, scrollBox, tableTwin, widePanel } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { classPanel, confusionPanel, type Counts } from './class-charts.js';
import type { ClassIoU } from './evaluation-file.js';

const LEGEND: readonly LegendEntry[] = [
  {
    mark: 'bar',
    text: 'stronger colour: more of the label’s pixels; the strongest above 50 %, each paler one half of that, empty below 0.5 %',
  },
];

/** Most confused pairs that the table lists. */
const MOST_PAIRS = 40;

/** IoU of each class, and which class is taken for which. */
export function classSection(classes: readonly ClassIoU[], counts: Counts): Html {
  return html`<section id="classes" aria-labelledby="classes-title">
    <h2 id="classes-title">Class by class</h2>
    <p>
      Beside each bar: its IoU, and the share of the labelled pixels that have the class. A class without a
      number is in neither label nor prediction.
    </p>
    ${widePanel(classPanel(classes))}
    ${tableTwin('IoU of each class as a table', scrollBox('IoU of each class', classTable(classes)))}
    <h3>Which class is taken for which</h3>
    <p>Rows are labels, columns predictions.</p>
    ${legendList(LEGEND)} ${widePanel(confusionPanel(classes, counts))}
    ${tableTwin(`The ${String(MOST_PAIRS)} most frequent confusions as a table; confusion.tsv has all`, scrollBox('Confusions', confusions(classes, counts)))}
  </section>`;
}

function classTable(classes: readonly ClassIoU[]): Html {
  return dataTable({
    columns: ['Class', 'Pixels labelled', 'Pixels predicted', 'Pixels of both', 'IoU'],
    rows: classes.map(({ name, labelled, predicted, correct, iou }) => [
      name,
      grouped(labelled),
      grouped(predicted),
      grouped(correct),
      fixed(iou),
    ]),
  });
}

function confusions(classes: readonly ClassIoU[], counts: Counts): Html {
  const pairs = classes.flatMap((label, row) =>
    classes
      .map((predicted, column) => ({ label, predicted, pixels: counts[row * classes.length + column] ?? 0 }))
      .filter(({ predicted, pixels }) => predicted !== label && pixels > 0),
  );
  return dataTable({
    columns: ['Label', 'Predicted as', 'Pixels', 'of the label'],
    rows: pairs
      .sort((a, b) => b.pixels - a.pixels)
      .slice(0, MOST_PAIRS)
      .map(({ label, predicted, pixels }) => [
        label.name,
        predicted.name,
        grouped(pixels),
        percent(pixels / Math.max(1, label.labelled)),
      ]),
  });
}
