import { Html, html } from './html.js';

export type Entry = readonly [term: string, value: string];

/** A row of short facts under an answer. */
export function factList(entries: readonly Entry[]): Html {
  return html`<dl class="facts">${entries.map(definition)}</dl>`;
}

/** Terms with what they stand for, one a line. */
export function termList(entries: readonly Entry[]): Html {
  return html`<dl class="terms">${entries.map(definition)}</dl>`;
}

function definition([term, value]: Entry): Html {
  return html`<div>
    <dt>${term}</dt>
    <dd>${value}</dd>
  </div>`;
}
