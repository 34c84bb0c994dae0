import type { ReproducedCell, ReproducedOrder } from './reproduced-table.js';

/** Digits of ours: as many as were printed, four where nothing was published. */
function decimalsOf({ published }: ReproducedCell): number {
  if (published === null) return 4;
  const printed = published.text.split('.')[1]?.length ?? 0;
  return Number(published.text) === published.value ? printed : printed + 2;
}

/** `0.853 ± 0.004`; a dash where there is none. */
export function oursText(cell: ReproducedCell): string {
  if (cell.ours === null) return '–';
  const decimals = decimalsOf(cell) + (cell.published === null ? 0 : 1);
  const spread = cell.sd === null ? '' : ` ± ${cell.sd.toFixed(decimals)}`;
  return `${cell.ours.toFixed(decimals)}${spread}`;
}

export function publishedText(cell: ReproducedCell): string {
  return cell.published === null ? '–' : cell.published.value.toFixed(decimalsOf(cell));
}

export function differenceText(cell: ReproducedCell): string {
  if (cell.difference === null) return '–';
  const text = cell.difference.toFixed(decimalsOf(cell) + 1);
  return cell.difference > 0 ? `+${text}` : text.replace('-', '−');
}

/** `0.851 to 0.856, null 0.834, corrected 0.31, above its null`; empty where nothing is known. */
export function judgedText(cell: ReproducedCell): string {
  if (cell.judged === undefined) return '';
  const { interval, null: chance, verdict, corrected } = cell.judged;
  const number = (value: number): string => value.toFixed(decimalsOf(cell));
  const parts = [
    interval === null ? null : `${number(interval[0])} to ${number(interval[1])}`,
    chance === null ? null : `null ${number(chance)}`,
    corrected === null ? 'no corrected score' : `corrected ${corrected.toFixed(2)}`,
    verdict,
  ];
  return parts.filter((part) => part !== null).join(', ');
}

/** One sentence on an order. */
export function orderText({ of, rows, inOrder, chance, p }: ReproducedOrder): string {
  const share = ((100 * inOrder) / rows).toFixed(0);
  return (
    `${of}: ${inOrder} of ${rows} rows (${share} %) fall from the first column to the last; chance is ` +
    `${(100 * chance).toFixed(1)} %, and ${inOrder} or more of ${rows} independent rows come by chance with ` +
    `p = ${p.toPrecision(3)}`
  );
}
