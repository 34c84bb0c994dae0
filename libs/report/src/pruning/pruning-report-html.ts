import { grouped } from '../answer/format.js';
import { panelGrid, scrollBox, tableTwin } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { densityPanels, sharePanels } from './pruning-charts.js';
import type { PruningRun } from './pruning-run.js';
import { hundredths, layerTable, settingsList, totalsTable } from './pruning-tables.js';

/** The page of a pruning, in the frame of all pages (`pageHtml`). Every string of the input is escaped. */
export function pruningReportHtml(run: PruningRun): string {
  const { sparsity } = totalsOf(run);
  const title = `Pruned to ${hundredths(sparsity)} by ${run.criterion}`;
  const shared = Object.keys(run.numToKeep).length < 2 ? [] : [sharesChapter(run)];
  return pageHtml({
    title,
    description: title,
    answer: answer(run),
    chapters: [
      ...problemsChapter(run),
      { id: 'layers', label: 'Layer by layer', content: densities(run) },
      ...shared,
      { id: 'settings', label: 'How', content: settings(run) },
    ],
  });
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

function problemsChapter({ disconnected, notes }: PruningRun): Chapter[] {
  if (disconnected.length === 0 && notes.length === 0) return [];
  const content = html`<section id="problems" aria-labelledby="problems-title">
    <h2 id="problems-title">What to know of this net</h2>
    <ul>
      ${disconnected.map((problem) => html`<li>The masks cut the net apart: ${problem}.</li>`)}
      ${notes.map((note) => html`<li>${note}</li>`)}
    </ul>
  </section>`;
  return [{ id: 'problems', label: 'What to know', content }];
}

function densities(run: PruningRun): Html {
  return html`<section id="layers" aria-labelledby="layers-title">
    <h2 id="layers-title">What each layer keeps</h2>
    <p>
      Percent of the layer's weights, in the order in which the layers stand in the net; ds: the downsampling
      layers beside the chain.
    </p>
    ${panelGrid(densityPanels(run))}
    ${tableTwin('Every layer as a table', scrollBox('Layers', layerTable(run)))}
  </section>`;
}

function sharesChapter(run: PruningRun): Chapter {
  const content = html`<section id="shares" aria-labelledby="shares-title">
    <h2 id="shares-title">Whose weights they are</h2>
    <p>
      Of the weights that a backbone layer keeps, the fraction that the task alone keeps. Where every task is
      at 100 %, all want the same weights of the layer; where all are low, they share little of it.
    </p>
    ${panelGrid(sharePanels(run))}
  </section>`;
  return { id: 'shares', label: 'Shares of the tasks', content };
}

function settings(run: PruningRun): Html {
  return html`<section id="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">How it was pruned</h2>
    ${settingsList(run)}
  </section>`;
}
