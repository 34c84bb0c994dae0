import type { SimilarityFile } from '@metasparse/affinity';
import { bytes, duration, fixed, MISSING, percent } from '../answer/format.js';
import { isNumber } from '../answer/row-index.js';
import type { RunFile } from '../run-file.js';
import { dataTable } from './data-table.js';
import { shellLine } from './shell-line.js';
import { scrollBox, tableTwin } from './figure-html.js';
import { Html, html } from './html.js';
import { termList, type Entry } from './lists.js';

/** Files listed one by one before the rest is only counted. */
const MOST_FILES = 40;

/** How to repeat the run, on what it ran, and the digests of what went in and came out. */
export function runSection(file: SimilarityFile, run: RunFile): Html {
  return html`<section id="run" aria-labelledby="run-title">
    <h2 id="run-title">How to repeat it</h2>
    ${scrollBox('Command line', html`<pre><code>${shellLine(run.command)}</code></pre>`)}
    ${termList(facts(run))}
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

function facts({ device, times, versions, peakMemoryBytes }: RunFile): readonly Entry[] {
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

function parameters({ parameters: record }: RunFile): readonly Entry[] {
  return Object.entries(record).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
}

function pairs(first: string, second: string, rows: readonly Entry[]): Html {
  return dataTable({ columns: [first, second], rows, kind: 'words' });
}

function tasks(file: SimilarityFile, run: RunFile): Html {
  const rows = file.tasks.map((task) => {
    const used = run.tasks[task];
    const { batchesUsed = MISSING, batchesWithoutLabel = MISSING } = used ?? {};
    return [task, batchesUsed, batchesWithoutLabel, fixed(run.losses[task])];
  });
  return dataTable({ columns: ['Task', 'Batches used', 'Without a labelled pixel', 'Mean loss'], rows });
}

function digests(label: string, files: Readonly<Record<string, string>>): Html {
  const entries = Object.entries(files);
  const rest = entries.length - MOST_FILES;
  return html`${scrollBox(label, pairs('File', 'SHA-256', entries.slice(0, MOST_FILES)))}${
    rest > 0 && html`<p class="note">and ${rest} more, all in run.json</p>`
  }`;
}
