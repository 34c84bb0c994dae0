import type { LegendEntry } from '../charts/legends.js';
import { FONT_SIZE, type Panel } from '../charts/panel.js';
import { Html, html, raw } from './html.js';

/** Panels side by side as far as they fit, each a figure with its title. */
export function panelGrid(panels: readonly Panel[]): Html {
  return html`<div class="panels">${panels.map(panelFigure)}</div>`;
}

/** A panel wider than a phone, in a box that scrolls. */
export function widePanel(panel: Panel): Html {
  return html`<div class="wide">${scrollBox(`${panel.title}, picture`, panelFigure(panel))}</div>`;
}

function panelFigure({ title, label, width, height, body }: Panel): Html {
  return html`<figure>
    <figcaption>${title}</figcaption>
    <svg
      role="img"
      aria-label="${label}"
      viewBox="0 0 ${width} ${height}"
      width="${width}"
      height="${height}"
      font-size="${FONT_SIZE}"
      text-anchor="middle"
      fill="currentColor"
    >
      ${raw(body)}
    </svg>
  </figure>`;
}

export function legendList(entries: readonly LegendEntry[]): Html {
  return html`<ul class="legend">
    ${entries.map(({ mark, text }) => html`<li>${sample(mark)}${text}</li>`)}
  </ul>`;
}

const SAMPLES: Readonly<Record<LegendEntry['mark'], string>> = {
  bar: '<rect x="1" y="3" width="22" height="8" fill="var(--bar)"/>',
  ring: '<path d="M3 7H21" stroke="var(--ink)"/><circle cx="5" cy="7" r="2.6" fill="var(--paper)" stroke="var(--ink)"/><circle cx="18" cy="7" r="2.6" fill="var(--paper)" stroke="var(--ink)"/>',
  chance: '<path d="M0 7H24" stroke="var(--chance)" stroke-width="2" stroke-dasharray="5 3"/>',
  line: '<path d="M0 7H24" stroke="var(--accent)" stroke-width="1.75"/><circle cx="12" cy="7" r="2.6" fill="var(--accent)"/>',
  curve: '<path d="M0 7H24" stroke="var(--accent)" stroke-width="1.9"/>',
  band: '<rect x="0" y="2" width="24" height="10" fill="var(--band)"/>',
  context: '<path d="M0 7H24" stroke="var(--context)" stroke-width="1.25"/>',
};

function sample(mark: LegendEntry['mark']): Html {
  return html`<svg aria-hidden="true" viewBox="0 0 24 14" width="24" height="14">${raw(SAMPLES[mark])}</svg>`;
}

/** A closed box under a picture with the same numbers as a table. */
export function tableTwin(summary: string, table: Html): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${table}
  </details>`;
}

/** A box that scrolls by itself, so that the page does not; reachable and named for the keyboard. */
export function scrollBox(label: string, content: Html): Html {
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${content}</div>`;
}
