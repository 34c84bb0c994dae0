import { createHash } from 'node:crypto';
import { controlRow, select } from './controls.js';
import { Html, html, raw } from './html.js';
import { SCRIPT } from './script.js';
import { STYLE } from './style.js';

/** A part of a page that the list of contents leads to; its content has an element of this id. */
export interface Chapter {
  readonly id: string;
  readonly label: string;
  readonly content: Html;
}

export interface Page {
  readonly title: string;
  readonly description: string;
  /** What stands first: the question and its answer. */
  readonly answer: Html;
  readonly chapters: readonly Chapter[];
}

/**
 * One HTML file that needs nothing else: style, script, pictures and numbers are inside, and its own security policy
 * lets it load nothing. The same page gives the same bytes.
 */
export function pageHtml({ title, description, answer, chapters }: Page): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy()}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${description}" />
        <title>${title}</title>
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
            <main>${answer} ${chapters.map(({ content }) => content)}</main>
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
