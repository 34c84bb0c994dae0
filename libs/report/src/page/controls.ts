import { Html, html } from './html.js';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** A labelled native list; without script it would do nothing, so `controlRow` hides it until the script runs. */
export function select(
  id: string,
  label: string,
  choices: readonly Choice[],
  chosen = choices[0]?.value,
): Html {
  const options = choices.map(
    ({ value, label: text }) =>
      html`<option value="${value}" ${value === chosen && html` selected`}>${text}</option>`,
  );
  return html`<label for="${id}"
    >${label}<select id="${id}" autocomplete="off">
      ${options}
    </select></label
  >`;
}

/** A row of lists, hidden until the script runs. */
export function controlRow(label: string, controls: readonly Html[]): Html {
  return html`<div class="controls" role="group" aria-label="${label}" hidden>${controls}</div>`;
}
