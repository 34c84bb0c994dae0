import { seedDeviation, seedMean, type GainsFile, type GainsSubset } from '@metasparse/evidence';
import { duration } from '../answer/format.js';
import { taskTitle } from '../answer/names.js';
import { dataTable } from '../page/data-table.js';
import { panelGrid, scrollBox } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { gainPanels } from './gain-chart.js';
import { gainCells, gainText } from './gain-cells.js';

/** The page of a co-training, in the frame of all pages. Every string of the input is escaped. */
export function gainsReportHtml(gains: GainsFile, command: string): string {
  const title = 'What tasks gain from being trained together';
  return pageHtml({
    title,
    description: title,
    answer: answer(gains, title),
    chapters: [
      ...failureChapter(gains),
      { id: 'pairs', label: 'Pairs of tasks', content: pairs(gains) },
      { id: 'sets', label: 'Every network', content: sets(gains) },
      { id: 'settings', label: 'How', content: settings(gains, command) },
    ],
  });
}

function answer(gains: GainsFile, title: string): Html {
  const cells = gainCells(gains, 'loss').filter(({ percent }) => percent !== null);
  const sorted = [...cells].sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0));
  const sentence = (cell: (typeof cells)[number] | undefined, word: string): Html | false =>
    cell !== undefined &&
    html`<li>
      ${word}: <strong>${taskTitle(cell.helped)}</strong> with ${taskTitle(cell.by)}, ${gainText(cell)} %
    </li>`;
  const better = cells.filter(({ percent }) => (percent ?? 0) > 0).length;
  return html`<div class="answer">
    <h1>${title}</h1>
    <p class="lead">
      In <strong>${better} of ${cells.length}</strong> cases a task has a lower test loss with another task
      than alone, ${gains.dataset}, mean over ${gains.seeds.length} seeds.
    </p>
    <ul>
      ${sentence(sorted[0], 'Most')} ${sorted.length > 1 && sentence(sorted.at(-1), 'Least')}
    </ul>
  </div>`;
}

function failureChapter({ failures }: GainsFile): Chapter[] {
  if (failures.length === 0) return [];
  const content = html`<section id="failures" aria-labelledby="failures-title">
    <h2 id="failures-title">Runs that failed</h2>
    <p>Their numbers are missing below; means are over the seeds that are there.</p>
    <ul>
      ${failures.map(({ tasks, seed, reason }) => html`<li>${tasks.join('+')}, seed ${seed}: ${reason}</li>`)}
    </ul>
  </section>`;
  return [{ id: 'failures', label: 'Failed runs', content }];
}

function pairs(gains: GainsFile): Html {
  return html`<section id="pairs" aria-labelledby="pairs-title">
    <h2 id="pairs-title">What the task of a row gains from that of a column</h2>
    <p>
      Percent of what the task reaches alone with the same seed, data and number of iterations; positive is
      better. The small number is the standard deviation over seeds: a gain smaller than it may be nothing.
    </p>
    ${panelGrid(gainPanels(gains))}
  </section>`;
}

function sets({ subsets }: GainsFile): Html {
  const rows = subsets.flatMap((subset) => subset.tasks.map((task) => setRow(subset, task)));
  const columns = ['network', 'task', 'test loss', 'gain in %', 'gain in metrics, %'];
  return html`<section id="sets" aria-labelledby="sets-title">
    <h2 id="sets-title">Every network</h2>
    ${scrollBox('Every network', dataTable({ columns, rows, kind: 'words' }))}
  </section>`;
}

function setRow({ tasks, values, gains, deltaMtl }: GainsSubset, task: string): string[] {
  const loss = seedMean(values[task] ?? []);
  const percent = (seeds: readonly (number | null)[] | undefined): string => {
    const mean = 100 * seedMean(seeds ?? []);
    const deviation = seedDeviation(seeds ?? []);
    return gainText({
      percent: Number.isNaN(mean) ? null : mean,
      deviation: deviation === null ? null : 100 * deviation,
    });
  };
  const alone = tasks.length === 1;
  return [
    tasks.join('+'),
    task,
    Number.isNaN(loss) ? '–' : loss.toFixed(4),
    alone ? 'alone' : percent(gains[task]),
    alone ? 'alone' : percent(deltaMtl[task]),
  ];
}

function settings({ settings: all, seconds, seeds }: GainsFile, command: string): Html {
  const rows = Object.entries(all).map(([name, value]) => [name, JSON.stringify(value)]);
  return html`<section id="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">How it was measured</h2>
    <p>
      Every network was trained with the same settings and weights of the losses. Networks of one seed began
      with the same backbone and saw the same images in the same order. Seeds: ${seeds.join(', ')}; training
      took ${duration(seconds)} in all.
    </p>
    ${command !== '' && scrollBox('Command line', html`<pre><code>${command}</code></pre>`)}
    ${scrollBox('Settings', dataTable({ columns: ['setting', 'value'], rows, kind: 'words' }))}
  </section>`;
}
