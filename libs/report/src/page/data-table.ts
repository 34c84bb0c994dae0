import { Html, html } from './html.js';

export type Cell = string | number;

export interface DataTable {
  /** Read by screen readers only. */
  readonly caption?: string;
  readonly columns: readonly string[];
  /** The first cell heads its row. */
  readonly rows: readonly (readonly Cell[])[];
  /** Classes of the style sheet: `words` for text in all columns, `ranking` for the table of an answer. */
  readonly kind?: 'words' | 'ranking';
}

export function dataTable({ caption, columns, rows, kind }: DataTable): Html {
  return html`<table ${kind !== undefined && html` class="${kind}"`}>
    ${
      caption !== undefined &&
      html`<caption class="hush">
        ${caption}
      </caption>`
    }
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(tableRow)}
    </tbody>
  </table>`;
}

function tableRow([head, ...cells]: readonly Cell[]): Html {
  return html`<tr>
    <th scope="row">${head ?? ''}</th>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}
