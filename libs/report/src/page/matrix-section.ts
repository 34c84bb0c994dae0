import type { Metric, SimilarityFile, SimilarityRow } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { HEADLINE } from '../answer/headline.js';
import { METRIC_WORDS, shortTask } from '../answer/names.js';
import { findRow, isNumber, pairsOf, samePair, sparsitiesOf, type Sparsity } from '../answer/row-index.js';
import { shadeRange } from '../charts/matrix-chart.js';
import { shadeOf } from '../charts/palette.js';
import { metricsOf, sparsityChoices, weightingChoices } from './choices.js';
import { controlRow, select } from './controls.js';
import { scrollBox } from './figure-html.js';
import { Html, html } from './html.js';

/** A square of tasks per metric, at first under the headline weighting and sparsity. */
export function matrixSection(file: SimilarityFile): Html {
  return html`<section id="matrices" aria-labelledby="matrices-title">
    <h2 id="matrices-title">How alike the tasks are</h2>
    <p>
      Each square compares every task with every other under one metric: 1 means the same. The small number is
      the spread over seeds (standard deviation). A stronger colour means more alike, on a scale of its own
      for each metric and sparsity.
    </p>
    ${controlRow('Matrices', [
      select('matrix-weighting', 'Layer weights', weightingChoices(file)),
      select('matrix-sparsity', 'Sparsity', sparsityChoices(file)),
    ])}
    <div class="matrices" id="matrix-view">${metricsOf(file).map((metric) => matrix(file, metric))}</div>
  </section>`;
}

function matrix(file: SimilarityFile, metric: Metric): Html {
  const { title, meaning } = METRIC_WORDS[metric];
  return html`<figure>
    <figcaption>${title}<small>${meaning}</small></figcaption>
    ${scrollBox(
      `${title}, tasks against tasks`,
      html`<table class="${matrixClass(file.tasks.length)}" data-metric="${metric}">
        <caption class="hush">
          ${title}: ${meaning}
        </caption>
        <thead>
          <tr>
            <td></td>
            ${file.tasks.map((task) => html`<th scope="col">${breakable(shortTask(task))}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${file.tasks.map((task) => matrixRow(file, metric, task))}
        </tbody>
      </table>`,
    )}
  </figure>`;
}

function matrixClass(tasks: number): string {
  if (tasks > 5) return 'matrix wide many';
  return tasks > 3 ? 'matrix wide' : 'matrix';
}

/** A name that may go on in the next line behind each underscore. */
function breakable(task: string): readonly Html[] {
  return task.split(/(?<=_)/).map((part, i) => (i === 0 ? html`${part}` : html`<wbr />${part}`));
}

function matrixRow(file: SimilarityFile, metric: Metric, task: string): Html {
  const cells = file.tasks.map((other) =>
    task === other ? html`<td class="self">1</td>` : cell(file, metric, task, other),
  );
  return html`<tr>
    <th scope="row">${breakable(shortTask(task))}</th>
    ${cells}
  </tr>`;
}

function cell(file: SimilarityFile, metric: Metric, task: string, other: string): Html {
  const place = pairsOf(file).findIndex(
    (pair) => samePair(pair, [task, other]) || samePair(pair, [other, task]),
  );
  const pair = pairsOf(file)[place];
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  const row = pair && findRow(file, pair, metric, HEADLINE.weighting, sparsity);
  return html`<td class="${shadeClass(file, metric, sparsity, row?.value)}" data-pair="${place}">
    <b>${fixed(row?.value)}</b><small>${spread(row)}</small>
  </td>`;
}

/** The class that colours a value among all of its metric and sparsity. */
export function shadeClass(
  file: SimilarityFile,
  metric: Metric,
  sparsity: Sparsity,
  value: number | null | undefined,
): string {
  const [lowest, highest] = shadeRange(file, metric, sparsity);
  return isNumber(value) ? `shade${String(shadeOf(value, lowest, highest))}` : 'empty';
}

function spread(row: SimilarityRow | undefined): string {
  if (!isNumber(row?.value)) {
    return 'no number';
  }
  return isNumber(row.std) ? `± ${fixed(row.std)}` : '';
}
