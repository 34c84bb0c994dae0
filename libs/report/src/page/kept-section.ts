import type { KeptRow, SimilarityFile } from '@metasparse/affinity';
import { grouped, percent } from '../answer/format.js';
import { shortTask } from '../answer/names.js';
import { keptPanels } from '../charts/kept-chart.js';
import { panelGrid, scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';

/** How much of every layer each task keeps, with totals. */
export function keptSection(file: SimilarityFile): Html {
  const rows = file.tasks.flatMap((task) => file.kept.filter((row) => row.task === task));
  return html`<section id="kept" aria-labelledby="kept-title">
    <h2 id="kept-title">What each task keeps</h2>
    <p>
      A task keeps its most salient weights over the backbone and its own head together, so a layer it needs
      is kept almost whole and one it does not need is emptied. Lines are labelled with the sparsity, one dot
      a layer, mean over seeds.
    </p>
    ${panelGrid(keptPanels(file))}
    ${tableTwin('Kept weights in total, as a table', scrollBox('Kept weights by task and sparsity', totals(file, rows)))}
    ${tableTwin('Kept weights in each layer, as a table', scrollBox('Kept weights by layer', perLayer(file, rows)))}
  </section>`;
}

function totals(file: SimilarityFile, rows: readonly KeptRow[]): Html {
  const weights = file.layers.reduce((sum, layer) => sum + layer.weights, 0);
  const body = rows.map(
    ({ task, sparsity, keepRatio, backbone, head }) =>
      html`<tr>
        <th scope="row">${shortTask(task)}</th>
        <td>${sparsity} %</td>
        <td>${keepRatio}</td>
        <td>${grouped(backbone)}</td>
        <td>${percent(backbone / weights)}</td>
        <td>${grouped(head)}</td>
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Task</th>
        <th scope="col">Sparsity</th>
        <th scope="col">Keep ratio</th>
        <th scope="col">Kept in the backbone</th>
        <th scope="col">of it</th>
        <th scope="col">Kept in the head</th>
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}

function perLayer(file: SimilarityFile, rows: readonly KeptRow[]): Html {
  const heads = rows.map(({ task, sparsity }) => html`<th scope="col">${shortTask(task)} ${sparsity} %</th>`);
  const body = file.layers.map(
    ({ name, weights }, layer) =>
      html`<tr>
        <td>${layer}</td>
        <th scope="row">${name}</th>
        <td>${grouped(weights)}</td>
        ${rows.map((row) => html`<td>${grouped(row.perLayer[layer] ?? 0)}</td>`)}
      </tr>`,
  );
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Index</th>
        <th scope="col">Layer</th>
        <th scope="col">Weights</th>
        ${heads}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}
