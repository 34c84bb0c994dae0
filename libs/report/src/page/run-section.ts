import type { SimilarityFile } from '@metasparse/affinity';
import { bytes, duration, fixed, percent } from '../answer/format.js';
import { isNumber } from '../answer/row-index.js';
import type { RunFile } from '../run-file.js';
import { shellLine } from './shell-line.js';
import { scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';

/** Files listed one by one before the rest is only counted. */
const MOST_FILES = 40;

/** How to repeat the run, on what it ran, and the digests of what went in and came out. */
export function runSection(file: SimilarityFile, run: RunFile): Html {
  return html`<section id="run" aria-labelledby="run-title">
    <h2 id="run-title">How to repeat it</h2>
    ${scrollBox('Command line', html`<pre><code>${shellLine(run.command)}</code></pre>`)}
    <dl class="terms">
      ${facts(run).map(
        ([term, value]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${value}</dd>
          </div>`,
      )}
    </dl>
    ${tableTwin('Every parameter', scrollBox('Parameters', pairs('Parameter', 'Value', parameters(run))))}
    ${tableTwin(
      'Seconds by phase',
      pairs(
        'Phase',
        'Seconds',
        Object.entries(run.times.perPhase).map(([phase, seconds]) => [phase, fixed(seconds, 1)]),
      ),
    )}
    ${tableTwin('Batches and losses by task', scrollBox('Batches and losses', tasks(file, run)))}
    ${tableTwin(`SHA-256 of the inputs (${String(Object.keys(run.inputs).length)} files)`, digests('SHA-256 of the inputs', run.inputs))}
    ${tableTwin(`SHA-256 of the results (${String(Object.keys(run.outputs).length)} files)`, digests('SHA-256 of the results', run.outputs))}
  </section>`;
}

function facts({
  device,
  times,
  versions,
  peakMemoryBytes,
}: RunFile): readonly (readonly [string, string])[] {
  return [
    [
      'Versions',
      `metasparse ${versions.metasparse}, TensorFlow ${versions.tensorflow}, Node.js ${versions.node}, numerical version ${versions.numericalVersion}`,
    ],
    ['Device', `${device.kind.toUpperCase()}, ${device.name}`],
    ['Processor features', device.cpuFeatures.join(', ') || 'none recorded'],
    [
      'Workers',
      `${String(device.workers)}, with ${String(device.threads)} ${device.threads === 1 ? 'thread' : 'threads'} each`,
    ],
    ['Precision', device.precision],
    ['Started', `${times.startedAt}, finished ${times.finishedAt}`],
    ['Time', timeText(times)],
    ['Peak memory', bytes(peakMemoryBytes)],
  ];
}

function timeText({ seconds, secondsPerBatch, idleShare }: RunFile['times']): string {
  return [
    duration(seconds),
    ...(isNumber(secondsPerBatch) ? [`${duration(secondsPerBatch)} a batch`] : []),
    ...(isNumber(idleShare) ? [`${percent(idleShare)} of it waiting for data`] : []),
  ].join(', ');
}

function parameters({ parameters: record }: RunFile): readonly (readonly [string, string])[] {
  return Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

function pairs(first: string, second: string, rows: readonly (readonly [string, string])[]): Html {
  return html`<table class="words">
    <thead>
      <tr>
        <th scope="col">${first}</th>
        <th scope="col">${second}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([name, value]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td>${value}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function tasks(file: SimilarityFile, run: RunFile): Html {
  const rows = file.tasks.map((task) => {
    const used = run.tasks[task];
    return html`<tr>
      <th scope="row">${task}</th>
      <td>${used?.batchesUsed ?? '–'}</td>
      <td>${used?.batchesWithoutLabel ?? '–'}</td>
      <td>${fixed(run.losses[task])}</td>
    </tr>`;
  });
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Task</th>
        <th scope="col">Batches used</th>
        <th scope="col">Without a labelled pixel</th>
        <th scope="col">Mean loss</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function digests(label: string, files: Readonly<Record<string, string>>): Html {
  const entries = Object.entries(files);
  const rest = entries.length - MOST_FILES;
  return html`${scrollBox(label, pairs('File', 'SHA-256', entries.slice(0, MOST_FILES)))}${
    rest > 0 && html`<p class="note">and ${rest} more, all in run.json</p>`
  }`;
}
