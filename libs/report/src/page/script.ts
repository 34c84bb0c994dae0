/**
 * The page's whole script. It only shows, hides and copies what the page already holds: lists choose which variant of
 * a picture is visible, filter the table of all numbers, and fill the matrices from that table's rows.
 */
export const SCRIPT = `'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const onChange = (ids, action) => {
    const lists = ids.map(byId).filter(Boolean);
    const run = () => {
      byId('status').textContent = action(...lists.map((list) => list.value)) ?? '';
    };
    if (lists.length === ids.length) lists.forEach((list) => list.addEventListener('change', run));
  };
  const show = (view, key) => {
    for (const variant of byId(view).children) variant.hidden = variant.dataset.variant !== key;
    return byId(view).querySelector(':scope > :not([hidden]) h3')?.textContent;
  };
  for (const row of document.querySelectorAll('.controls')) row.hidden = false;

  onChange(['theme'], (theme) => {
    if (theme) document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
  });
  onChange(['bar-metric'], (metric) => show('bar-view', metric));
  onChange(['layer-metric', 'layer-sparsity'], (metric, sparsity) =>
    show('layer-view', metric === 'sals' ? metric : metric + ' ' + sparsity));

  const rows = [...document.querySelectorAll('#all-numbers tbody tr')];
  const text = (row, column) => row.cells[column].textContent.trim();
  onChange(['filter-metric', 'filter-weighting', 'filter-sparsity', 'filter-pair'], (m, w, s, p) => {
    const wanted = { m, w, s, p };
    for (const row of rows)
      row.hidden = Object.keys(wanted).some((key) => wanted[key] && wanted[key] !== row.dataset[key]);
    const count = rows.filter((row) => !row.hidden).length;
    byId('row-count').textContent = count + (count === 1 ? ' row' : ' rows');
  });

  const fill = (cell, row) => {
    const spread = row ? text(row, 5) : '\\u2013';
    cell.className = row?.dataset.q ?? 'empty';
    cell.firstElementChild.textContent = row ? text(row, 4) : '\\u2013';
    cell.lastElementChild.textContent =
      cell.className === 'empty' ? 'no number' : spread === '\\u2013' ? '' : '\\u00b1 ' + spread;
  };
  onChange(['matrix-weighting', 'matrix-sparsity'], (weighting, sparsity) => {
    for (const table of document.querySelectorAll('table.matrix')) {
      const level = rows.filter(
        ({ dataset: { m, w, s } }) => m === table.dataset.metric && w === weighting && s === sparsity);
      for (const cell of table.querySelectorAll('[data-pair]'))
        fill(cell, level.find(({ dataset }) => dataset.p === cell.dataset.pair));
    }
    return 'Matrices updated';
  });
})();
`;
