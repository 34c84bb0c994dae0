import { grouped, percent } from '../answer/format.js';
import { Html, html } from '../page/html.js';
import type { PruningRun, PruningTotals } from './pruning-run.js';

/** Weights and FLOPs of the backbone and of the whole net, before and after. */
export function totalsTable({ backbone, net, crop }: PruningRun): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Part</th>
        <th scope="col">Weights</th>
        <th scope="col">Kept</th>
        <th scope="col">Sparsity</th>
        <th scope="col">FLOPs, ${crop} × ${crop}</th>
        <th scope="col">With the kept weights</th>
      </tr>
    </thead>
    <tbody>
      ${totalsRow('shared backbone', backbone)}${totalsRow('whole net', net)}
    </tbody>
  </table>`;
}

function totalsRow(name: string, { weights, kept, sparsity, flops, keptFlops }: PruningTotals): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${grouped(weights)}</td>
    <td>${grouped(kept)}</td>
    <td>${hundredths(sparsity)}</td>
    <td>${giga(flops)}</td>
    <td>${giga(keptFlops)}</td>
  </tr>`;
}

/** Every number of every layer. */
export function layerTable({ layers, numToKeep }: PruningRun): Html {
  const tasks = Object.keys(numToKeep);
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Layer</th>
        <th scope="col">Weights</th>
        <th scope="col">Kept</th>
        <th scope="col">Density</th>
        <th scope="col">FLOPs</th>
        <th scope="col">Kept FLOPs</th>
        <th scope="col">Dead channels</th>
        <th scope="col">Empty filters</th>
        ${tasks.map((task) => html`<th scope="col">Share of ${task}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${layers.map(
        (layer) =>
          html`<tr>
            <th scope="row">${layer.name}</th>
            <td>${grouped(layer.weights)}</td>
            <td>${grouped(layer.kept)}</td>
            <td>${hundredths(layer.density)}</td>
            <td>${giga(layer.flops)}</td>
            <td>${giga(layer.keptFlops)}</td>
            <td>${layer.deadChannels}</td>
            <td>${layer.emptyFilters}</td>
            ${tasks.map((task) => html`<td>${layer.shares[task] === undefined ? '–' : percent(layer.shares[task])}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** Settings and what was found with them, as terms. */
export function settingsList(run: PruningRun): Html {
  return html`<dl class="terms">
    ${settings(run).map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

function settings(run: PruningRun): (readonly [string, string])[] {
  const { data, from, numToKeep } = run;
  return [
    ['Net', from === null ? `fresh, seed ${String(run.seed)}` : from.file],
    ['Data set', run.dataset],
    ['Scored on', data === null ? 'no data' : scoredOn(data)],
    ['Tasks joined by', run.arbiter],
    ['Keep ratio', `${run.keepRatio.toPrecision(6)} of its weights for each task before they are joined`],
    [
      'Weights kept',
      Object.entries(numToKeep)
        .map(([task, kept]) => `${task} ${grouped(kept)}`)
        .join(', '),
    ],
    ['Compatibility', run.compat],
  ];
}

function scoredOn({
  name,
  split,
  batches,
  batchSize,
  dropout,
  precision,
}: NonNullable<PruningRun['data']>): string {
  return `${name}, split ${split}: ${String(batches)} batches of ${String(batchSize)}, dropout ${dropout ? 'on' : 'off'}, ${precision}`;
}

function giga(flops: number): string {
  return `${(flops / 1e9).toPrecision(3)} G`;
}

/** Percent with two decimals, so that a sparsity shows as it was asked for. */
export function hundredths(fraction: number): string {
  return `${(100 * fraction).toFixed(2)} %`;
}
