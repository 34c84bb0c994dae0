import type {
  Interval,
  Judging,
  OrderRow,
  RowJudgement,
  SimilarityFile,
  SimilarityRow,
} from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { HEADLINE } from '../answer/headline.js';
import { METRIC_WORDS, pairLabel } from '../answer/names.js';
import { findRow, pairsOf, sparsitiesOf } from '../answer/row-index.js';
import { convergencePanel } from '../charts/convergence-chart.js';
import { metricsOf } from './choices.js';
import { directedTable } from './directed-table.js';
import { legendList, panelGrid, scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';

/** What is needed to judge the numbers: intervals, nulls, ceilings, the order of the pairs, and how it settles with batches. */
export function judgingSection(file: SimilarityFile, judging: Judging): Html {
  return html`<section id="judging" aria-labelledby="judging-title">
    <h2 id="judging-title">Is it real?</h2>
    <p>${summary(judging)}</p>
    ${scrollBox('Judgement of each pair', pairTable(file))}
    <p class="note">${halvesNote(judging)}</p>
    ${judging.orders.length > 0 && orders(file, judging)}
    ${judging.until !== undefined && untilNote(judging.until)}
    <h3>Whose saliency lies in whose mask</h3>
    ${scrollBox('Directed shares', directedTable(file, judging))}
    <h3>Similarity against batches</h3>
    ${legendList([
      {
        mark: 'line',
        text: 'a line a pair: mean over seeds after the first batches, equal layer weights, mean over sparsities',
      },
      { mark: 'chance', text: 'dashed: chance at that number of batches' },
    ])}
    ${panelGrid(metricsOf(file).map((metric) => convergencePanel(judging.convergence, metric)))}
    ${tableTwin('These curves as a table', scrollBox('Similarity against batches', convergenceTable(judging)))}
  </section>`;
}

/** How many numbers were looked at, and what became of them. */
export function summary({ verdicts, rows, cells, confidence, draws }: Judging): string {
  const judged = Object.entries(verdicts)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${String(count)} ${count === 1 ? 'is' : 'are'} ${verdict}`);
  return (
    `${String(cells)} combinations of metric, layer weights and sparsity were looked at, ${String(rows)} numbers: ` +
    `${judged.join('; ')}. The null of mask IoU, CSS and MCSS is what unrelated tasks score after as many batches; that of ` +
    `EPI-Sim is the same two tasks on networks with other first weights. Intervals are ${percentOf(confidence)} % BCa intervals ` +
    `over ${String(draws)} draws of seeds and of blocks of batches within; p values are of sign flips of the seeds, and ` +
    `corrected for all numbers looked at.`
  );
}

/** What it took until the order of the pairs was settled, or that it is not. */
function untilNote({ confidence, settled, rounds }: NonNullable<Judging['until']>): Html {
  const each = rounds.map(
    ({ seeds, batches, probability }) =>
      `${String(seeds)} seeds × ${String(batches)} batches: ${fixed(probability)}`,
  );
  return html`<p class="note">
    Run until the order of the pairs by mask IoU has probability ${confidence}:
    ${settled ? 'reached' : 'not reached within the limits'}. Probability after each round:
    ${each.join('; ')}. Stopping at a high probability makes it somewhat too high.
  </p>`;
}

function percentOf(fraction: number): string {
  return String(Number((100 * fraction).toPrecision(4)));
}

function halvesNote({ halfBatches, blocks, resamples }: Judging): string {
  const halves =
    halfBatches === null
      ? 'There are too few blocks of batches for two halves, so there is no ceiling and no corrected score: use more batches.'
      : `Ceiling: the same task measured twice, on halves of ${String(halfBatches)} batches that share none. Corrected: (pair − chance) / (ceiling − chance), all of them across such halves; a dash where the ceiling itself does not lie above chance, so that nothing could.`;
  return `${halves} Each seed has ${String(blocks)} blocks and ${String(Math.min(...resamples))} resamples of them.`;
}

function pairTable(file: SimilarityFile): Html {
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  const rows = metricsOf(file).flatMap((metric) =>
    pairsOf(file).map((pair) => findRow(file, pair, metric, HEADLINE.weighting, sparsity)),
  );
  const heads = ['Value', 'Interval', 'Null', 'Verdict', 'Ceiling', 'Corrected', 'p', 'p, all'];
  return html`<table class="judged">
    <caption class="hush">
      Each pair with its interval, null, ceiling and corrected score
    </caption>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        <th scope="col">Pair</th>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map((row) => row?.judged !== undefined && pairRow(row, row.judged))}
    </tbody>
  </table>`;
}

function pairRow(row: SimilarityRow, judged: RowJudgement): Html {
  const { halves } = judged;
  return html`<tr>
    <td>${METRIC_WORDS[row.metric].title}</td>
    <th scope="row">${pairLabel(row.pair)}</th>
    <td><b>${fixed(row.value)}</b></td>
    <td>${intervalText(judged.interval)}</td>
    <td>${fixed(judged.null)}</td>
    <td class="name">${judged.verdict}</td>
    <td>${fixed(halves?.ceiling)}</td>
    <td>${correctedText(judged)}</td>
    <td>${fixed(judged.p)}</td>
    <td>${fixed(judged.pCorrected)}</td>
  </tr>`;
}

/** `0.61 to 0.66`; a dash where there is none. */
export function intervalText(interval: Interval | null | undefined): string {
  return interval == null ? '–' : `${fixed(interval[0])} to ${fixed(interval[1])}`;
}

/** A corrected score with its interval. */
export function correctedText({ halves }: RowJudgement): string {
  if (halves?.corrected == null) return '–';
  const interval = halves.correctedInterval === null ? '' : ` (${intervalText(halves.correctedInterval)})`;
  return `${fixed(halves.corrected, 2)}${interval}`;
}

function orders(file: SimilarityFile, { orders: all }: Judging): Html {
  const sparsity = sparsitiesOf(file)[0] ?? 'mean';
  const shown = all.filter((row) => row.weighting === HEADLINE.weighting && row.sparsity === sparsity);
  const heads = [
    'Order, most alike first',
    'Probability',
    'Of this first pair',
    'Agreement of seeds',
    'p',
    'p, all',
  ];
  return html`<h3>How sure the order of the pairs is</h3>
    ${scrollBox(
      'Order of the pairs',
      html`<table>
        <thead>
          <tr>
            <th scope="col">Metric</th>
            ${heads.map((head) => html`<th scope="col">${head}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${shown.map((row) => orderRow(file, row))}
        </tbody>
      </table>`,
    )}
    <p class="note">
      Probability: share of the draws of seeds and blocks with this order. p: how often seeds would agree as
      much if the tasks were named at random in each; “all”: corrected for every combination looked at.
    </p>`;
}

function orderRow(file: SimilarityFile, row: OrderRow): Html {
  const pairs = pairsOf(file);
  const names = row.order.map((pair) => pairLabel(pairs[pair] ?? ['', '']));
  return html`<tr>
    <th scope="row">${METRIC_WORDS[row.metric].title}</th>
    <td class="name">${names.join(' > ')}</td>
    <td>${fixed(row.probability, 2)}</td>
    <td>${fixed(row.firstProbability, 2)}</td>
    <td>${fixed(row.agreement, 2)}</td>
    <td>${fixed(row.p)}</td>
    <td>${fixed(row.pCorrected)}</td>
  </tr>`;
}

function convergenceTable({ convergence }: Judging): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        <th scope="col">Pair</th>
        <th scope="col">Batches</th>
        <th scope="col">Mean</th>
        <th scope="col">Chance</th>
      </tr>
    </thead>
    <tbody>
      ${convergence.map(
        ({ metric, pair, batches, value, chance }) =>
          html`<tr>
            <td>${METRIC_WORDS[metric].title}</td>
            <th scope="row">${pairLabel(pair)}</th>
            <td>${batches}</td>
            <td>${fixed(value)}</td>
            <td>${fixed(chance)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
