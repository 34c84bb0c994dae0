import { html, raw, type Html } from '../page/html.js';
import { STYLE } from '../page/style.js';
import { differenceText, judgedText, orderText, oursText, publishedText } from './cell-text.js';
import type { ReproducedCell, ReproducedTable, Reproduction } from './reproduced-table.js';

const OWN_STYLE = `
.reproduced td{line-height:1.3}
.reproduced b{display:block;font-weight:640}
.reproduced .published,.reproduced .difference{display:block;color:var(--muted);font-size:.8125rem}
`;

/** The tables as one page without scripts or outside files. */
export function reproductionHtml(reproduction: Reproduction): string {
  const { title, notes, finished, steps, tables } = reproduction;
  const page = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title}</title>
      <style>
        ${raw(STYLE + OWN_STYLE)}
      </style>
    </head>
    <body>
      <div class="page">
        <main>
          <section>
            <p class="eyebrow">Reproduction</p>
            <h2>${title}</h2>
            <p class="lead"><strong>${finished}</strong> of ${steps} steps are finished.</p>
            <ul>
              ${notes.map((note) => html`<li>${note}</li>`)}
            </ul>
            <p class="note">
              Each cell: ours, with its standard deviation over seeds; the published value; ours less
              published; of a similarity its 95 % interval, its null (what it would be without a relation of
              the tasks), and the score corrected for chance and for what a task gives with itself.
            </p>
          </section>
          ${tables.map(tableSection)}
        </main>
      </div>
    </body>
  </html>`;
  return `<!doctype html>\n${page.markup}\n`;
}

function tableSection({ title, conditions, columns, rows, orders }: ReproducedTable): Html {
  return html`<section>
    <h2>${title}</h2>
    <p class="note">Published: ${conditions}.</p>
    <div class="scroll" tabindex="0">
      <table class="reproduced">
        <thead>
          <tr>
            <th></th>
            ${columns.map((column) => html`<th scope="col">${column}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            ({ name, cells }) =>
              html`<tr>
                <th scope="row">${name}</th>
                ${cells.map(cellHtml)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
    ${
      orders.length > 0 &&
      html`<ul>
        ${orders.map((order) => html`<li>${orderText(order)}</li>`)}
      </ul>`
    }
  </section>`;
}

function cellHtml(cell: ReproducedCell | null): Html {
  if (cell === null) return html`<td></td>`;
  return html`<td>
    <b>${oursText(cell)}</b>
    <span class="published">${publishedText(cell)}</span>
    ${cell.difference !== null && html`<span class="difference">${differenceText(cell)}</span>`}
    ${cell.judged !== undefined && html`<span class="difference">${judgedText(cell)}</span>`}
  </td>`;
}
