import { grouped, percent } from '../answer/format.js';
import { dataTable, type Cell } from '../page/data-table.js';
import { legendList, panelGrid, scrollBox, tableTwin, widePanel } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import {
  CHANGE_LEGEND,
  changePanels,
  DENSITY_LEGEND,
  densityPanel,
  MOST_COLUMNS,
  share,
} from './mask-chart.js';
import type { MaskPoint, TrainingRun } from './training-run.js';

/** What dynamic training did to the masks, and by how much the tasks together would have grown them. */
export function maskSection(run: TrainingRun): Html {
  const { masks } = run;
  return html`<section id="masks" aria-labelledby="masks-title">
    <h2 id="masks-title">What became of the masks</h2>
    <p>${overshoot(masks)}</p>
    ${legendList(CHANGE_LEGEND)} ${panelGrid(changePanels(run))}
    ${tableTwin('Changes of the masks as a table', scrollBox('Changes of the masks', changes(masks)))}
    <h3>Layer by layer</h3>
    ${
      masks.length > MOST_COLUMNS &&
      html`<p class="note">
        ${MOST_COLUMNS} of ${grouped(masks.length)} changes, evenly chosen; masks.tsv has all.
      </p>`
    }
    ${legendList(DENSITY_LEGEND)} ${widePanel(densityPanel(run))}
    ${tableTwin('Density of each layer as a table', scrollBox('Density of each layer', layers(masks)))}
  </section>`;
}

/** Each task asks for its own weights, so that all of them together ask for more than was dropped. */
function overshoot(masks: readonly MaskPoint[]): string {
  const sum = (kind: 'dropped' | 'wanted' | 'grown') =>
    masks.reduce((total, point) => total + share(point, kind), 0);
  const [dropped, wanted, grown] = [sum('dropped'), sum('wanted'), sum('grown')];
  const lead =
    'Each task picks the weights it wants to grow, and the backbone takes what any task wants, so the tasks together may ask for more than was dropped.';
  if (dropped === 0) return `${lead} No weight was dropped in this run.`;
  const against = (value: number) => `${(value / dropped).toFixed(2)} times`;
  return `${lead} Over all updates they wanted ${against(wanted)} what was dropped; ${against(grown)} grew.`;
}

function changes(masks: readonly MaskPoint[]): Html {
  const count = (point: MaskPoint, kind: 'kept' | 'dropped' | 'wanted' | 'grown') =>
    grouped(point.layers.reduce((sum, layer) => sum + layer[kind], 0));
  return dataTable({
    columns: ['Iteration', 'Change', 'Kept', 'Density', 'Dropped', 'Wanted', 'Grown'],
    rows: masks.map((point) => [
      grouped(point.iteration),
      point.action,
      count(point, 'kept'),
      percent(share(point, 'kept')),
      count(point, 'dropped'),
      count(point, 'wanted'),
      count(point, 'grown'),
    ]),
  });
}

function layers(masks: readonly MaskPoint[]): Html {
  const last = masks.at(-1);
  const rows = last?.layers.map(({ layer, weights }, i): readonly Cell[] => {
    const column = masks.map((point) => point.layers[i]).filter((one) => one !== undefined);
    const densities = column.map(({ kept }) => kept / weights);
    const total = (kind: 'dropped' | 'wanted' | 'grown') =>
      grouped(column.reduce((sum, one) => sum + one[kind], 0));
    return [
      layer,
      grouped(weights),
      percent(densities[0] ?? 0),
      percent(densities.reduce((a, b) => Math.max(a, b), 0)),
      percent(densities.at(-1) ?? 0),
      total('dropped'),
      total('wanted'),
      total('grown'),
    ];
  });
  return dataTable({
    columns: ['Layer', 'Weights', 'Density, first', 'Highest', 'Last', 'Dropped', 'Wanted', 'Grown'],
    rows: rows ?? [],
  });
}
