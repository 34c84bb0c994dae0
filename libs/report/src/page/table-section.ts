import type { RowJudgement, SimilarityFile, SimilarityRow } from '@metasparse/affinity';
import { fixed, signed } from '../answer/format.js';
import { METRIC_WORDS, pairLabel, WEIGHTING_WORDS } from '../answer/names.js';
import { finite, findRow, isNumber, pairsOf, sparsitiesOf } from '../answer/row-index.js';
import {
  metricChoices,
  metricsOf,
  pairChoices,
  sparsityChoices,
  weightingsOf,
  weightingTitles,
} from './choices.js';
import { controlRow, select, type Choice } from './controls.js';
import { scrollBox } from './figure-html.js';
import { Html, html } from './html.js';
import { correctedText, intervalText } from './judging-section.js';
import { shadeClass } from './matrix-section.js';

const ALL: Choice = { value: '', label: 'All' };

/** Every number of the file in one table; the script filters it and fills the matrices from it. */
export function tableSection(file: SimilarityFile): Html {
  return html`<section id="numbers" aria-labelledby="numbers-title">
    <h2 id="numbers-title">All numbers</h2>
    ${controlRow('Filter the table', [
      select('filter-metric', 'Metric', [ALL, ...metricChoices(file)]),
      select('filter-weighting', 'Layer weights', [ALL, ...weightingTitles(file)]),
      select('filter-sparsity', 'Sparsity', [ALL, ...sparsityChoices(file)]),
      select('filter-pair', 'Pair', [ALL, ...pairChoices(file)]),
    ])}
    <p class="note" id="row-count" role="status">${file.rows.length} rows</p>
    ${sparsitiesOf(file)[0] === 'mean' && html`<p class="note paper">On paper only the means over sparsities; similarity.tsv has every number.</p>`}${scrollBox('Table of all numbers', table(file))}
    ${file.rows.some(({ value }) => !isNumber(value)) && html`<p class="note">– stands where a value is not a number: ${reason(file)}.</p>`}
  </section>`;
}

/** Why a value may be missing. */
export function reason(file: SimilarityFile): string {
  return file.compat === 'reference'
    ? 'as published, a layer that is empty in both masks counts 0 / 0 and takes every average with it'
    : 'the layer weights of that row sum to zero';
}

const JUDGED = ['Interval', 'Null', 'Ceiling', 'Corrected', 'p, all', 'Verdict'];

function judgedCells(judged: RowJudgement): Html {
  return html`<td>${intervalText(judged.interval)}</td>
    <td>${fixed(judged.null)}</td>
    <td>${fixed(judged.halves?.ceiling)}</td>
    <td>${correctedText(judged)}</td>
    <td>${fixed(judged.pCorrected)}</td>
    <td class="name">${judged.verdict}</td>`;
}

function table(file: SimilarityFile): Html {
  const rows = metricsOf(file).flatMap((metric) =>
    weightingsOf(file).flatMap((weighting) =>
      sparsitiesOf(file).flatMap((sparsity) =>
        pairsOf(file).map((pair, place) => ({
          row: findRow(file, pair, metric, weighting, sparsity),
          place,
        })),
      ),
    ),
  );
  return html`<table id="all-numbers">
    <caption class="hush">
      Similarity by metric, layer weights, sparsity and pair
    </caption>
    <thead>
      <tr>
        <th scope="col">Metric</th>
        <th scope="col">Layer weights</th>
        <th scope="col">Sparsity</th>
        <th scope="col">Pair</th>
        <th scope="col">Mean</th>
        <th scope="col">±</th>
        <th scope="col">Chance</th>
        <th scope="col">Above chance</th>
        ${file.seeds.map((seed) => html`<th scope="col">Seed ${seed}</th>`)}
        ${file.judging !== undefined && JUDGED.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(({ row, place }) => row !== undefined && line(file, row, place))}
    </tbody>
  </table>`;
}

function line(file: SimilarityFile, row: SimilarityRow, place: number): Html {
  const value = finite(row.value);
  const chance = finite(row.chance);
  const above = value === null || chance === null ? null : value - chance;
  const { metric, weighting, sparsity } = row;
  return html`<tr
    data-m="${metric}"
    data-w="${weighting}"
    data-s="${sparsity}"
    data-p="${place}"
    data-q="${shadeClass(file, metric, sparsity, row.value)}"
  >
    <td>${METRIC_WORDS[metric].title}</td>
    <td>${WEIGHTING_WORDS[weighting].title}</td>
    <td>${sparsity === 'mean' ? 'mean' : `${String(sparsity)} %`}</td>
    <th scope="row">${pairLabel(row.pair)}</th>
    <td>${fixed(value)}</td>
    <td>${fixed(row.std)}</td>
    <td>${fixed(chance)}</td>
    <td>${signed(above)}</td>
    ${row.seedValues.map((seed) => html`<td>${fixed(seed)}</td>`)}
    ${row.judged !== undefined && judgedCells(row.judged)}
  </tr> `;
}
