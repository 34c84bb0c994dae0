import type { Metric, SimilarityFile } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { METRIC_WORDS, pairLabel } from '../answer/names.js';
import { findLayerRow, pairsOf } from '../answer/row-index.js';
import { isAside } from '../charts/layer-axis.js';
import { hasChance, layerPanels } from '../charts/layer-chart.js';
import { layerLegend } from '../charts/legends.js';
import { metricChoices, metricsOf } from './choices.js';
import { controlRow, select } from './controls.js';
import { legendList, panelGrid, scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';

/** Every pair layer by layer, one metric and sparsity at a time. */
export function layerSection(file: SimilarityFile): Html {
  const start = startSparsity(file.sparsities);
  const choices = file.sparsities.map((sparsity) => ({
    value: String(sparsity),
    label: `${String(sparsity)} %`,
  }));
  const [first] = metricsOf(file);
  const variants = metricsOf(file).flatMap((metric) =>
    shownSparsities(file, metric).map((sparsity) => ({ metric, sparsity })),
  );
  return html`<section id="layers" aria-labelledby="layers-title">
    <h2 id="layers-title">Layer by layer</h2>
    <p>
      From the first convolution at the left to the last at the right; “ds” are the ${countAside(file)}
      downsampling layers beside the chain.
    </p>
    ${controlRow('Layer curves', [
      select('layer-metric', 'Metric', metricChoices(file)),
      select('layer-sparsity', 'Sparsity', choices, String(start)),
    ])}
    <div id="layer-view">
      ${variants.map(({ metric, sparsity }) => variant(file, metric, sparsity, metric !== first || sparsity !== start))}
    </div>
  </section>`;
}

/** The sparsity shown first: the highest, where tasks differ most. */
function startSparsity(sparsities: readonly number[]): number {
  return Math.max(...sparsities);
}

/** CSS compares whole saliencies: one picture stands for every sparsity. */
function shownSparsities(file: SimilarityFile, metric: Metric): readonly number[] {
  return metric === 'sals' ? [startSparsity(file.sparsities)] : file.sparsities;
}

function countAside(file: SimilarityFile): number {
  return file.layers.filter(({ name }) => isAside(name)).length;
}

function variant(file: SimilarityFile, metric: Metric, sparsity: number, hidden: boolean): Html {
  const { title } = METRIC_WORDS[metric];
  const where =
    metric === 'sals' ? `${title}, the same at every sparsity` : `${title} at ${String(sparsity)} % sparsity`;
  const key = metric === 'sals' ? metric : `${metric} ${String(sparsity)}`;
  return html`<div data-variant="${key}" ${hidden && html` hidden`}>
    <h3>${where}</h3>
    ${legendList(layerLegend(file.seeds.length, pairsOf(file).length, hasChance(file, metric)))}
    ${panelGrid(layerPanels(file, metric, sparsity))}
    ${tableTwin('These curves as a table', scrollBox(where, twin(file, metric, sparsity)))}
  </div>`;
}

function twin(file: SimilarityFile, metric: Metric, sparsity: number): Html {
  const rows = pairsOf(file).map((pair) => findLayerRow(file, pair, metric, sparsity));
  const chance = hasChance(file, metric);
  const heads = pairsOf(file).map(
    (pair) =>
      html`<th scope="col">${pairLabel(pair)}</th>
        ${chance && html`<th scope="col">chance</th>`}`,
  );
  const body = file.layers.map(
    ({ name }, layer) =>
      html`<tr>
        <td>${layer}</td>
        <th scope="row">${name}</th>
        ${rows.map(
          (row) =>
            html`<td>${fixed(row?.values[layer])}</td>
              ${chance && html`<td>${fixed(row?.chance?.[layer])}</td>`}`,
        )}
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Index</th>
        <th scope="col">Layer</th>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}
