import { createHash } from 'node:crypto';
import { grouped } from '../answer/format.js';
import { panelGrid, scrollBox, tableTwin } from '../page/figure-html.js';
import { Html, html, raw } from '../page/html.js';
import { STYLE } from '../page/style.js';
import { densityPanels, sharePanels } from './pruning-charts.js';
import type { PruningRun } from './pruning-run.js';
import { hundredths, layerTable, settingsList, totalsTable } from './pruning-tables.js';

/**
 * The page of a pruning: one HTML file that needs nothing else and runs no script. Every string of the input is
 * escaped. The same input gives the same bytes.
 */
export function pruningReportHtml(run: PruningRun): string {
  const title = `Pruned to ${hundredths(totalsOf(run).sparsity)} by ${run.criterion}`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <div class="page">
          <header class="bar"><span>Meta-Sparse</span></header>
          <main>${answer(run)} ${problems(run)} ${densities(run)} ${shares(run)} ${settings(run)}</main>
        </div>
      </body>
    </html> `.markup;
}

function totalsOf(run: PruningRun): PruningRun['net'] {
  return run.scope === 'net' ? run.net : run.backbone;
}

function answer(run: PruningRun): Html {
  const { weights, kept, sparsity } = totalsOf(run);
  const of = run.scope === 'net' ? 'the whole net' : 'the shared backbone';
  return html`<div class="answer">
    <h1>Pruning by ${run.criterion}, ${run.method}</h1>
    <p class="lead">
      <strong>${grouped(kept)} of the ${grouped(weights)} weights of ${of} stay</strong>: a sparsity of
      ${hundredths(sparsity)}, asked for were ${run.sparsityPercent} %.
    </p>
    ${run.shortfall !== null && run.shortfall > 0 && html`<p class="note">${run.shortfall} fewer weights than asked for stay, because weights of equal score can only be kept together.</p>`}
    ${run.shortfall === null && html`<p class="note">The keep ratio is a tuned constant of the published code, so the sparsity is only near the one asked for.</p>`}
    ${scrollBox('Totals', totalsTable(run))}
  </div>`;
}

function problems({ disconnected, notes }: PruningRun): Html | null {
  if (disconnected.length === 0 && notes.length === 0) return null;
  return html`<section aria-labelledby="problems-title">
    <h2 id="problems-title">What to know of this net</h2>
    <ul>
      ${disconnected.map((problem) => html`<li>The masks cut the net apart: ${problem}.</li>`)}
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
}

function densities(run: PruningRun): Html {
  return html`<section aria-labelledby="layers-title">
    <h2 id="layers-title">What each layer keeps</h2>
    <p>
      Percent of the layer's weights, in the order in which the layers stand in the net; ds: the downsampling
      layers beside the chain.
    </p>
    ${panelGrid(densityPanels(run))}
    ${tableTwin('Every layer as a table', scrollBox('Layers', layerTable(run)))}
  </section>`;
}

function shares(run: PruningRun): Html | null {
  if (Object.keys(run.numToKeep).length < 2) return null;
  return html`<section aria-labelledby="shares-title">
    <h2 id="shares-title">Whose weights they are</h2>
    <p>
      Of the weights that a backbone layer keeps, the fraction that the task alone would have kept. At 100 %
      in every panel all tasks want the same weights of a layer; low values mean that the tasks share little
      of it.
    </p>
    ${panelGrid(sharePanels(run))}
  </section>`;
}

function settings(run: PruningRun): Html {
  return html`<section aria-labelledby="settings-title">
    <h2 id="settings-title">How it was pruned</h2>
    ${settingsList(run)}
  </section>`;
}

/** Nothing may be loaded or run; only this library's own style applies. */
function policy(): string {
  const digest = createHash('sha256').update(STYLE).digest('base64');
  return `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
}
