import { createHash } from 'node:crypto';
import type { SimilarityFile } from '@metasparse/affinity';
import { headline } from '../answer/headline.js';
import { datasetTitle } from '../answer/names.js';
import { answerSentence } from '../answer/sentence.js';
import { pairsOf } from '../answer/row-index.js';
import type { Example } from '../example.js';
import type { RunFile } from '../run-file.js';
import { answerSection } from './answer-section.js';
import { barSection } from './bar-section.js';
import { caveatSection } from './caveats.js';
import { controlRow, select } from './controls.js';
import { exampleSection } from './example-section.js';
import { Html, html, raw } from './html.js';
import { keptSection } from './kept-section.js';
import { layerSection } from './layer-section.js';
import { matrixSection } from './matrix-section.js';
import { methodSection } from './method-section.js';
import { runSection } from './run-section.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';
import { tableSection } from './table-section.js';

export interface ReportInput {
  readonly similarity: SimilarityFile;
  readonly run: RunFile;
  /** Up to three are shown. */
  readonly examples: readonly Example[];
}

interface Chapter {
  readonly id: string;
  readonly label: string;
  readonly content: Html;
}

/**
 * One HTML file that needs nothing else: style, script, pictures and numbers are inside, and its own security policy
 * lets it load nothing. Every string of the input is escaped. The same input gives the same bytes.
 */
export function reportHtml(input: ReportInput): string {
  const { similarity, run } = input;
  const chapters = chaptersOf(input);
  const { subject, rest } = answerSentence(headline(similarity), similarity.sparsities);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${subject}${rest}" />
        <title>Task similarity on ${datasetTitle(similarity.dataset)}: ${similarity.tasks.join(', ')}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <div class="page">
          <header class="bar">
            <span>Meta-Sparse</span>${controlRow('Appearance', [select('theme', 'Theme', THEMES)])}
          </header>
          <div class="body">
            <nav aria-label="On this page">
              <ul>
                ${chapters.map(({ id, label }) => html`<li><a href="#${id}">${label}</a></li>`)}
              </ul>
            </nav>
            <main>${answerSection(similarity, run)} ${chapters.map(({ content }) => content)}</main>
          </div>
        </div>
        <p id="status" class="hush" role="status"></p>
        ${raw(`<script>${SCRIPT}</script>`)}
      </body>
    </html> `.markup;
}

const THEMES = [
  { value: '', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];

function chaptersOf({ similarity, run, examples }: ReportInput): readonly Chapter[] {
  const compared: readonly Chapter[] =
    pairsOf(similarity).length === 0
      ? []
      : [
          { id: 'matrices', label: 'Matrices', content: matrixSection(similarity) },
          { id: 'spread', label: 'Spread and chance', content: barSection(similarity) },
          { id: 'layers', label: 'Layer by layer', content: layerSection(similarity) },
        ];
  const numbers: readonly Chapter[] =
    compared.length === 0 ? [] : [{ id: 'numbers', label: 'All numbers', content: tableSection(similarity) }];
  return [
    ...compared,
    { id: 'kept', label: 'Kept weights', content: keptSection(similarity) },
    { id: 'examples', label: 'Examples', content: exampleSection(examples) },
    ...numbers,
    { id: 'method', label: 'Method', content: methodSection(similarity, run) },
    { id: 'caveats', label: 'Caveats', content: caveatSection(similarity, run) },
    { id: 'run', label: 'Repeat it', content: runSection(similarity, run) },
  ];
}

/** Nothing may be loaded; only this library's own script and style run. */
function policy(): string {
  const sha256 = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    'img-src data:',
    `style-src ${sha256(STYLE)}`,
    `script-src ${sha256(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
