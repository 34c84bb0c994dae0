import type { Judging, SimilarityFile } from '@metasparse/affinity';
import { fixed } from '../answer/format.js';
import { taskTitle } from '../answer/names.js';
import { Html, html } from './html.js';

/** A row a task, a column a mask, at the highest sparsity, where masks differ most; in brackets what chance gives. */
export function directedTable({ tasks, sparsities }: SimilarityFile, { directed }: Judging): Html {
  const sparsity = Math.max(...sparsities);
  const cell = (saliency: string, mask: string): string => {
    const row = directed.find(
      (one) => one.sparsity === sparsity && one.saliency === saliency && one.mask === mask,
    );
    return row === undefined ? '' : `${fixed(row.total)} (${fixed(row.chance)})`;
  };
  return html`<table>
    <caption>
      Share of a task’s saliency inside the mask of another, ${String(sparsity)} % sparsity, all backbone
      layers; in brackets what unrelated tasks would give
    </caption>
    <thead>
      <tr>
        <th scope="col">Saliency of</th>
        ${tasks.map((mask) => html`<th scope="col">in the mask of ${taskTitle(mask)}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${tasks.map(
        (task) =>
          html`<tr>
            <th scope="row">${taskTitle(task)}</th>
            ${tasks.map((mask) => html`<td>${cell(task, mask)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}
