import type { ComparedDifference, ComparedResult, Comparison } from '@metasparse/steps';

const ARROWS = { higher: ' ↑', lower: ' ↓' } as const;

/** A, B, ... Z, AA, ... */
export function letter(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letter(Math.floor(index / 26) - 1)}${last}`;
}

/** Settings as rows of text; the first row names the columns. */
export function settingRows({ groups, settings }: Comparison, all: boolean): string[][] {
  const shown = settings.filter(({ differs }) => all || differs);
  if (shown.length === 0) return [];
  return [
    ['setting', ...groups.map((_, g) => letter(g))],
    ...shown.map(({ name, values }) => [name, ...values.map(settingText)]),
  ];
}

function settingText(value: Comparison['settings'][number]['values'][number]): string {
  if (value === null) return '-';
  return typeof value === 'object' ? value.join(',') : String(value);
}

/** Results as rows of text; an arrow says which direction is the better one. */
export function resultRows({ groups, results, published }: Comparison): string[][] {
  const differences = groups.slice(1).map((_, g) => `${letter(g + 1)} - A`);
  const head = [
    'result',
    ...groups.map((_, g) => letter(g)),
    ...differences,
    ...published.map(({ title }) => `published: ${title}`),
  ];
  return [head, ...results.map(resultRow)];
}

function resultRow({ name, better, values, differences, published }: ComparedResult): string[] {
  return [
    `${name}${better === null ? '' : ARROWS[better]}`,
    ...values.map((spread) => (spread?.mean == null ? '-' : withSpread(number(spread.mean), spread.sd))),
    ...differences.slice(1).map(differenceText),
    ...published.map((value) => (value === null ? '' : publishedText(value))),
  ];
}

function differenceText(difference: ComparedDifference | null): string {
  if (difference === null) return '-';
  const { mean, sd, verdict } = difference;
  const signed = mean > 0 ? `+${number(mean)}` : number(mean);
  return `${withSpread(signed, sd)}${verdict === null ? '' : ` ${verdict}`}`;
}

function withSpread(text: string, sd: number | null): string {
  return sd === null ? text : `${text} ± ${number(sd)}`;
}

function number(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const size = Math.abs(value);
  return value.toFixed(size < 10 ? 4 : size < 1000 ? 2 : 0);
}

/** With as many digits as were printed, in the unit of our results. */
export function publishedText({ value, text }: { readonly value: number; readonly text: string }): string {
  const decimals = text.split('.')[1]?.length ?? 0;
  return value.toFixed(Number(text) === value ? decimals : decimals + 2);
}
