import {
  STATISTICS,
  type Analysis,
  type StatisticRow,
  type ValidationFile,
  type ValidationRow,
} from '@metasparse/evidence';
import { grouped } from '../answer/format.js';
import { dataTable } from '../page/data-table.js';
import { panelGrid, scrollBox, tableTwin } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { scatterPanels } from './scatter-chart.js';
import { ARRANGEMENT_WORDS, configurationTitle, number, STATISTIC_TITLES } from './wording.js';

/** Configurations in the table that is open. */
const SHOWN = 8;
/** A p value below this is called small. */
const SMALL = 0.05;

/** The page of a validation, in the frame of all pages. Every string of the input is escaped. */
export function validationReportHtml(file: ValidationFile): string {
  const title = 'Does similarity predict what training together gives?';
  return pageHtml({
    title,
    description: title,
    answer: answer(file, title),
    chapters: [
      ...file.analyses.map((analysis) => analysisChapter(file, analysis)),
      { id: 'how', label: 'How', content: how(file) },
    ],
  });
}

function answer(file: ValidationFile, title: string): Html {
  return html`<div class="answer">
    <h1>${title}</h1>
    ${file.analyses.map(({ gains, points, rows }) => {
      const [best] = rows;
      return html`<p class="lead">
        ${best === undefined ? false : sentence(gains, points.length, rows, best)}
      </p>`;
    })}
    ${
      file.notes.length > 0 &&
      html`<ul>
        ${file.notes.map((note) => html`<li>${note}</li>`)}
      </ul>`
    }
  </div>`;
}

function sentence(
  gains: Analysis['gains'],
  points: number,
  rows: readonly ValidationRow[],
  best: ValidationRow,
): Html {
  const { value, p } = best.statistics.spearman;
  const { corrected = null } = p.tasks ?? p.pairs ?? {};
  const verdict =
    corrected !== null && corrected < SMALL
      ? 'which chance alone rarely gives'
      : 'which chance alone gives often enough: this is no evidence that it predicts';
  return html`Of ${rows.length} configurations the best, <strong>${configurationTitle(best)}</strong>, has a
    rank correlation of <strong>${number(value)}</strong> with the ${gains} gains of ${points}
    ${gains === 'directed' ? 'directions' : 'pairs'}; corrected for having tried them all, p is
    ${number(corrected, 3)}, ${verdict}.`;
}

function analysisChapter(file: ValidationFile, analysis: Analysis): Chapter {
  const { gains, rows, arrangements } = analysis;
  const label = gains === 'directed' ? 'Directed gains' : 'Gains of pairs';
  const orders = arrangements.map(
    ({ kind, exact, count }) =>
      `${ARRANGEMENT_WORDS[kind]} in ${exact ? `all ${grouped(count)}` : `${grouped(count)} drawn`} orders`,
  );
  const content = html`<section id="${gains}" aria-labelledby="${gains}-title">
    <h2 id="${gains}-title">${label}</h2>
    <p>
      ${rows.length} configurations were tried against ${analysis.points.length} points. p: share of orders in
      which a configuration agrees with the gains at least as well (${orders.join('; ')}); corrected: in which
      any of the ${rows.length} does.
    </p>
    ${panelGrid(scatterPanels(analysis))}
    ${scrollBox(`The best ${SHOWN}`, rowTable(file, rows.slice(0, SHOWN)))}
    ${rows.length > SHOWN && tableTwin(`All ${rows.length} configurations`, scrollBox('All', rowTable(file, rows)))}
  </section>`;
  return { id: gains, label, content };
}

function rowTable({ confidence }: ValidationFile, rows: readonly ValidationRow[]): Html {
  const columns = [
    'configuration',
    ...STATISTICS.flatMap((name) => [STATISTIC_TITLES[name], `${100 * confidence} %`]),
    ...(['tasks', 'pairs'] as const).flatMap((kind) => [`p, ${ARRANGEMENT_WORDS[kind]}`, 'corrected']),
  ];
  const cells = rows.map((row) => {
    const { p } = row.statistics.spearman;
    return [
      configurationTitle(row),
      ...STATISTICS.flatMap((name) => [number(row.statistics[name].value), interval(row.statistics[name])]),
      ...(['tasks', 'pairs'] as const).flatMap((kind) => [
        number(p[kind]?.p, 3),
        number(p[kind]?.corrected, 3),
      ]),
    ];
  });
  return dataTable({ columns, rows: cells });
}

function interval({ interval: ends }: StatisticRow): string {
  return ends === null ? '–' : ends.map((end) => number(end)).join(' to ');
}

function how({ similarity, cotrain, measure, resamples, tasks }: ValidationFile): Html {
  const rows = [
    ['similarity', `${similarity.name}, ${similarity.dataset}, ${similarity.seeds} seeds`],
    ['gains', `${cotrain.name}, ${cotrain.dataset ?? 'unknown data'}, ${cotrain.seeds} seeds`],
    ['measure', measure === 'loss' ? 'test loss' : 'mean over the metrics of a task (delta MTL)'],
    ['tasks on both sides', tasks.join(', ')],
    ['draws of the seeds', grouped(resamples)],
  ];
  return html`<section id="how" aria-labelledby="how-title">
    <h2 id="how-title">How it was compared</h2>
    <p>
      The p values in the tables are Spearman's; those of the other statistics are in the files. Intervals are
      over seeds of both sides, drawn with replacement; with few seeds they are rough, and rather too narrow.
      Order accuracy: the share of pairs of pairs that are in the order of their gains, 0.5 by chance. Top-1:
      whether the most similar pair gains most.
    </p>
    ${scrollBox('Sides', dataTable({ columns: ['', ''], rows, kind: 'words' }))}
  </section>`;
}
