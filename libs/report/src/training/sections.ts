import { bytes, duration, fixed, grouped } from '../answer/format.js';
import { dataTable } from '../page/data-table.js';
import { scrollBox, tableTwin } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { termList } from '../page/lists.js';
import { sheetFigure } from '../page/sheet-figure.js';
import { shortNumber } from './curve-chart.js';
import type { TrainingRun, TrainSummary } from './training-run.js';

export function predictionSection(png: Uint8Array): Html {
  return html`<section id="predictions" aria-labelledby="predictions-title">
    <h2 id="predictions-title">What the net predicts</h2>
    ${sheetFigure(png, 'Predictions beside labels, the first images of the test split')}
  </section>`;
}

/** Every setting, what the run began with, and what it cost. */
export function settingsSection(summary: TrainSummary): Html {
  const { settings, cost, data, dataDigest, from } = summary;
  const begin = from === null ? 'drawn weights' : `${from.file}, SHA-256 ${from.sha256}`;
  return html`<section id="settings" aria-labelledby="settings-title">
    <h2 id="settings-title">Settings and cost</h2>
    ${termList([
      ['Began with', begin],
      ['Data', `${data}, SHA-256 ${dataDigest}`],
      ['Time', `${duration(cost.seconds)}, ${fixed(cost.imagesPerSecond, 1)} images a second`],
      ['Peak memory', bytes(cost.peakRssBytes)],
      ['Device', `${cost.device}, TensorFlow ${cost.tensorflow}, ${threads(cost.threads)}`],
    ])}
    ${tableTwin(
      'Every setting',
      scrollBox(
        'Settings',
        dataTable({
          columns: ['Setting', 'Value'],
          rows: Object.entries(settings).map(([name, value]) => [name, settingText(value)]),
          kind: 'words',
        }),
      ),
    )}
  </section>`;
}

function threads(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'thread' : 'threads'}`;
}

function settingText(value: string | number | boolean | null): string {
  if (value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return typeof value === 'number' && !Number.isInteger(value) ? shortNumber(value) : String(value);
}

/** The command of the run, the ones that follow it, and its files. */
export function nextSection({ command, summary }: TrainingRun): Html {
  const net = summary.test.best === null ? 'net.safetensors' : 'best.safetensors';
  return html`<section id="next" aria-labelledby="next-title">
    <h2 id="next-title">How to go on</h2>
    <p>In the folder of this run:</p>
    ${scrollBox('Commands', html`<pre><code>${commands(net).join('\n')}</code></pre>`)}
    <h3>Repeat it</h3>
    <p>A run that was stopped goes on with the same command and <code>--resume</code>.</p>
    ${scrollBox('Command line', html`<pre><code>${command}</code></pre>`)}
    ${tableTwin(
      `Files and their SHA-256 (${grouped(summary.files.length)})`,
      scrollBox(
        'Files',
        dataTable({
          columns: ['File', 'SHA-256'],
          rows: summary.files.map(({ name, sha256 }) => [name, sha256]),
          kind: 'words',
        }),
      ),
    )}
  </section>`;
}

function commands(net: string): readonly string[] {
  return [
    `metasparse evaluate --net ${net} --data DIR --out evaluation`,
    `metasparse export ${net} --format pth --out net.pth`,
  ];
}
