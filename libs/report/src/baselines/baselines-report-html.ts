import { BASELINE_METRICS, type BaselinesFile, type CorrelationRow } from '@metasparse/baselines';
import { listed, shortTask, datasetTitle, taskTitle } from '../answer/names.js';
import { scrollBox, tableTwin, widePanel } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { termList } from '../page/lists.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { BASELINE_WORDS, measureTitle } from './baseline-names.js';
import { correlationTable, costTable, pairTable, taskTable } from './baseline-tables.js';
import { correlationPanel } from './correlation-chart.js';

/** The page of baselines beside a similarity run, in the frame of all pages. Every string of the input is escaped. */
export function baselinesReportHtml(file: BaselinesFile): string {
  const title = `Other measures of ${listed(file.tasks.map(shortTask))}`;
  const scores: Chapter[] =
    file.taskRows.length === 0
      ? []
      : [
          {
            id: 'tasks',
            label: 'Each task',
            content: section('tasks', 'Each task by itself', TASKS, taskTable(file)),
          },
        ];
  return pageHtml({
    title,
    description: lead(file),
    answer: answer(file, title),
    chapters: [
      { id: 'correlations', label: 'Do they agree?', content: correlationSection(file) },
      {
        id: 'pairs',
        label: 'Each pair',
        content: section('pairs', 'Each pair of tasks', PAIRS, pairTable(file)),
      },
      ...scores,
      { id: 'cost', label: 'Cost', content: section('cost', 'What they cost', COST, costTable(file)) },
      { id: 'how', label: 'How', content: how(file) },
    ],
  });
}

const PAIRS =
  'Larger is nearer in every row: distances have a minus. Mean over the seeds, and their standard deviation. Of a pair in one direction the first task is what the second gains from.';
const TASKS =
  'On the untrained shared net. H-score and LogME say how well a linear model of the feature explains the task’s labels.';
const COST =
  'Passes over batches and seconds, all seeds together, each method as if it were alone: what methods share counts for each. The last row is what this run took.';

function answer(file: BaselinesFile, title: string): Html {
  const { notes, dataset } = file;
  return html`<header class="answer">
    <p class="eyebrow">Baselines on ${datasetTitle(dataset)}</p>
    <h1>${title}</h1>
    <p class="lead"><strong>${lead(file)}</strong></p>
    ${notes.map((note) => html`<p class="note">${note}</p>`)}
  </header>`;
}

/** How the mask metrics stand to the baselines. */
function lead({ correlations, tasks }: BaselinesFile): string {
  const rows = correlations.rows.filter(
    ({ a, b, spearman }) => !a.startsWith('mask_') && b.startsWith('mask_') && spearman.value !== null,
  );
  const pairs = (tasks.length * (tasks.length - 1)) / 2;
  const best = rows.reduce<CorrelationRow | null>(
    (max, row) => (max === null || (row.spearman.value ?? 0) > (max.spearman.value ?? 0) ? row : max),
    null,
  );
  if (best === null)
    return `${String(pairs)} pairs of tasks; no measure can be compared with the mask metrics`;
  const { a, b, spearman } = best;
  return (
    `Of ${String(rows.length)} comparisons with mask metrics over ${String(pairs)} pairs the closest is ${measureTitle(a)} with ${measureTitle(b)}: ` +
    `Spearman ${(spearman.value ?? 0).toFixed(2)}, p ${(spearman.p ?? 1).toFixed(3)} before correcting for having looked at all of them`
  );
}

function correlationSection(file: BaselinesFile): Html {
  const { measures, weighting, sparsity, arrangements, rows } = file.correlations;
  const mask = measures.some((name) => name.startsWith('mask_'));
  return html`<section id="correlations" aria-labelledby="correlations-title">
    <h2 id="correlations-title">Do the measures order the pairs alike?</h2>
    <p>
      Blue: alike. Orange: the other way round. Directed measures take part with the mean of their two
      directions. ${mask && `Mask metrics: layer weights ${weighting}, sparsity ${String(sparsity)}.`} p: the
      share of the ${arrangements.exact ? 'possible' : 'drawn'} ${arrangements.count} relabellings of the
      tasks with at least such a correlation of either sign; ${rows.length} were looked at, and none is
      corrected for that.
    </p>
    ${measures.length > 1 && widePanel(correlationPanel(file.correlations))}
    ${tableTwin('Every correlation as a table', scrollBox('Correlations', correlationTable(file)))}
  </section>`;
}

function section(id: string, title: string, text: string, table: Html): Html {
  return html`<section id="${id}" aria-labelledby="${`${id}-title`}">
    <h2 id="${`${id}-title`}">${title}</h2>
    <p>${text}</p>
    ${scrollBox(title, table)}
  </section>`;
}

function how({
  rows,
  run,
  dataset,
  seeds,
  batches,
  batchSize,
  learningRate,
  pixels,
  tasks,
}: BaselinesFile): Html {
  const metrics = BASELINE_METRICS.filter((metric) => rows.some((row) => row.metric === metric));
  return html`<section id="how" aria-labelledby="how-title">
    <h2 id="how-title">How they were measured</h2>
    ${termList([
      ['Run', `${run.name}, data of digest ${run.dataDigest}`],
      [
        'Data',
        `${datasetTitle(dataset)}, ${String(batches)} batches of ${String(batchSize)} a seed, the run’s own`,
      ],
      ['Seeds', seeds.join(', ')],
      ['Tasks', tasks.map(taskTitle).join(', ')],
      ['Step of TAG', `gradient descent without momentum, learning rate ${String(learningRate)}`],
      ['Pixels', `at most ${String(pixels)} a seed and task for H-score and LogME`],
      ...metrics.map((metric) => [BASELINE_WORDS[metric].title, BASELINE_WORDS[metric].meaning] as const),
    ])}
  </section>`;
}
