import type { Metric, SimilarityFile } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { HEADLINE } from '../answer/headline.js';
import { METRIC_WORDS, pairLabel } from '../answer/names.js';
import { findRow, isNumber, pairsOf, sparsitiesOf, type Pair, type Sparsity } from '../answer/row-index.js';
import { barPanels } from '../charts/bar-chart.js';
import { barLegend } from '../charts/legends.js';
import { metricChoices, metricsOf } from './choices.js';
import { controlRow, select } from './controls.js';
import { legendList, panelGrid, scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';

/** Every pair at every sparsity with its seeds and chance, one metric at a time. */
export function barSection(file: SimilarityFile): Html {
  return html`<section id="spread" aria-labelledby="spread-title">
    <h2 id="spread-title">How far apart, and how sure</h2>
    <p>
      The pairs at each sparsity, every layer weighted the same. Where the rings of two pairs overlap, the
      seeds do not tell them apart.
    </p>
    ${controlRow('Bars', [select('bar-metric', 'Metric', metricChoices(file))])}
    <div id="bar-view">${metricsOf(file).map((metric, i) => variant(file, metric, i > 0))}</div>
  </section>`;
}

function variant(file: SimilarityFile, metric: Metric, hidden: boolean): Html {
  const chance = file.rows.some((row) => row.metric === metric && isNumber(row.chance));
  const { title } = METRIC_WORDS[metric];
  return html`<div data-variant="${metric}" ${hidden && html` hidden`}>
    <h3>${title}</h3>
    ${legendList(barLegend(file.seeds.length, chance))}
    ${!chance && html`<p class="note">${title} has no chance level: it compares how many weights are kept, and that number is set by the layer more than by the task.</p>`}
    ${panelGrid(barPanels(file, metric, HEADLINE.weighting))}
    ${tableTwin(`These bars as a table`, scrollBox(`${title} by pair and sparsity`, twin(file, metric)))}
  </div>`;
}

function twin(file: SimilarityFile, metric: Metric): Html {
  const sparsities = sparsitiesOf(file);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Sparsity</th>
        <th scope="col">Pair</th>
        <th scope="col">Mean</th>
        <th scope="col">±</th>
        <th scope="col">Chance</th>
        ${file.seeds.map((seed) => html`<th scope="col">Seed ${seed}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${sparsities.flatMap((sparsity) => pairsOf(file).map((pair) => twinRow(file, metric, pair, sparsity)))}
    </tbody>
  </table>`;
}

function twinRow(file: SimilarityFile, metric: Metric, pair: Pair, sparsity: Sparsity): Html {
  const row = findRow(file, pair, metric, HEADLINE.weighting, sparsity);
  return html`<tr>
    <th scope="row">${sparsity === 'mean' ? 'mean' : `${String(sparsity)} %`}</th>
    <td class="name">${pairLabel(pair)}</td>
    <td>${fixed(row?.value)}</td>
    <td>${fixed(row?.std)}</td>
    <td>${fixed(row?.chance)}</td>
    ${file.seeds.map((_, i) => html`<td>${fixed(row?.seedValues[i])}</td>`)}
  </tr>`;
}
