import { percent } from '../answer/format.js';
import { METRIC_WORDS, listed, shortTask } from '../answer/names.js';
import { dataTable } from '../page/data-table.js';
import { scrollBox } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { factList } from '../page/lists.js';
import { pageHtml } from '../page/page-html.js';
import { shellLine } from '../page/shell-line.js';
import type { DecisionFile } from './decision-file.js';
import {
  effortText,
  GRADE_WORDS,
  networkTable,
  pairTable,
  rivalTable,
  surerTable,
  type WordTable,
} from './decision-words.js';

/** The page of a decision, in the frame of all pages. Every string of the input is escaped. */
export function decisionHtml(file: DecisionFile): string {
  const title = `Which of ${listed(file.tasks.map(shortTask))} go into one network?`;
  return pageHtml({
    title,
    description: file.answer,
    answer: answer(file, title),
    chapters: [
      { id: 'sure', label: 'How sure', content: sure(file) },
      { id: 'surer', label: 'Surer', content: surer(file) },
      { id: 'doubts', label: 'What could be wrong', content: doubts(file) },
      { id: 'next', label: 'What to do next', content: next(file) },
    ],
  });
}

function answer(file: DecisionFile, title: string): Html {
  const { certainty, budget } = file;
  const limit = `${budget.kind === 'networks' ? 'at most ' : ''}${limitText(budget)}`;
  return html`<header class="answer">
    <h1>${title}</h1>
    <p class="lead"><strong>${file.answer}.</strong> ${certainty.sentence}</p>
    ${factList([
      ['How sure', GRADE_WORDS[certainty.grade]],
      ['Same choice in', certainty.same === null ? 'not known' : `${percent(certainty.same)} of draws`],
      ['Budget', limit],
      ['Within it', file.total.withinBudget ? 'yes' : 'no'],
      ['Metric', metricTitle(file.metric)],
    ])}
    ${tableBox(networkTable(file))}
  </header>`;
}

function limitText({ limit, unit }: DecisionFile['budget']): string {
  return `${limit >= 1e6 ? limit.toPrecision(3) : String(limit)} ${unit}`;
}

function metricTitle(metric: string): string {
  const words: Readonly<Record<string, { readonly title: string }>> = METRIC_WORDS;
  return words[metric]?.title ?? metric;
}

function sure(file: DecisionFile): Html {
  const { certainty } = file;
  return section(
    'sure',
    'How sure is it?',
    html`<p>${effortText(file)} ${certainty.order !== null && orderText(certainty.order)}</p>
      <h3>Can the similarities be told from chance?</h3>
      ${tableBox(pairTable(file))}
      <p class="note">
        Verdict: by whether the interval of the difference from what unrelated tasks score holds 0. p: of the
        difference, by sign flips of the seeds.
      </p>
      <h3>The next best choices</h3>
      ${certainty.rivals.length === 0 ? html`<p>The budget and the rules leave no other.</p>` : tableBox(rivalTable(file))}
      <p class="note">
        Behind by: in the sum over tasks of the mean similarity to the mates. An interval that reaches below 0
        does not rule the other choice out. All of it: <a href="similarity/report.html">the similarities</a>,
        <a href="groups/groups.svg">what each budget buys</a>.
      </p>`,
  );
}

function orderText({ probability, p }: NonNullable<DecisionFile['certainty']['order']>): string {
  const by = p === null ? '' : `; seeds that agree on nothing would agree as much with p ${p.toFixed(3)}`;
  return `The order of the pairs is the same in ${percent(probability)} of the draws${by}.`;
}

function surer(file: DecisionFile): Html {
  return section(
    'surer',
    'What would it cost to be surer?',
    html`${tableBox(surerTable(file))}
      <p class="note">
        From the measured seconds per batch, for the batches that are to be added; judging them takes a little
        on top. Seeds average chance out; batches also change what is measured, the saliency of a longer sum.
        Start it with <code>--seeds</code>, <code>--batches</code> and a new <code>--out</code>.
      </p>`,
  );
}

function doubts({ doubts: all }: DecisionFile): Html {
  return section(
    'doubts',
    'What could be wrong?',
    html`<ul>
      ${all.map((doubt) => html`<li>${doubt}</li>`)}
    </ul>`,
  );
}

function next({ next: all, networks }: DecisionFile): Html {
  return section(
    'next',
    'What to do next',
    html`${all.map(
        ({ what, command }) =>
          html`<h3>${what}</h3>
            ${scrollBox(what, html`<pre>${shellLine(command)}</pre>`)}`,
      )}
      <p class="note">
        The networks layer by layer:
        ${networks.map(
          ({ tasks, folder }, i) =>
            html`${i > 0 && ', '}<a href="${folder}/report.html">${tasks.join(' + ')}</a>`,
        )}.
      </p>`,
  );
}

function section(id: string, title: string, content: Html): Html {
  return html`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${content}
  </section>`;
}

function tableBox({ title, columns, rows }: WordTable): Html {
  return scrollBox(title, dataTable({ caption: title, columns, rows, kind: 'words' }));
}
