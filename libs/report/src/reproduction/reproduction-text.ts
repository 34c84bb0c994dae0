import { differenceText, judgedText, orderText, oursText, publishedText } from './cell-text.js';
import type { ReproducedCell, ReproducedTable, Reproduction } from './reproduced-table.js';

/** table.md: each cell as ours | published | difference. */
export function reproductionMarkdown(reproduction: Reproduction): string {
  const { title, notes, finished, steps, tables } = reproduction;
  const head = [
    `# ${title}`,
    `${finished} of ${steps} steps are finished.`,
    ...notes.map((note) => `- ${note}`),
  ];
  return `${[...head, ...tables.flatMap(markdownTable)].join('\n\n')}\n`;
}

function markdownTable({ title, conditions, columns, rows, orders }: ReproducedTable): string[] {
  const lines = [
    ['', ...columns],
    ['---', ...columns.map(() => '---:')],
    ...rows.map(({ name, cells }) => [name, ...cells.map(cellText)]),
  ];
  const text = lines.map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
  const intro = `Each cell: ours / published / difference (interval, null, corrected score and verdict of ours). Published: ${conditions}.`;
  return [`## ${title}`, intro, text, ...orders.map((order) => `- ${orderText(order)}`)];
}

function cellText(cell: ReproducedCell | null): string {
  if (cell === null) return '';
  const judged = cell.judged === undefined ? '' : ` (${judgedText(cell)})`;
  return `${oursText(cell)} / ${publishedText(cell)} / ${differenceText(cell)}${judged}`;
}

function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

const JUDGED = ['low', 'high', 'null', 'corrected', 'verdict'] as const;

/** table.tsv: a line a cell, all digits. */
export function reproductionTsv({ tables }: Reproduction): string {
  const head = [
    'table',
    'row',
    'column',
    'ours',
    'sd',
    'seeds',
    'published',
    'difference',
    'source',
    ...JUDGED,
  ];
  const lines = tables.flatMap(({ title, columns, rows }) =>
    rows.flatMap(({ name, cells }) =>
      cells.flatMap((cell, c) => (cell === null ? [] : [[title, name, columns[c] ?? '', ...numbers(cell)]])),
    ),
  );
  return [head, ...lines].map((line) => `${line.join('\t')}\n`).join('');
}

function numbers({ ours, sd, seeds, published, difference, judged }: ReproducedCell): string[] {
  const text = (value: number | null | undefined): string => (value == null ? '' : String(value));
  return [
    text(ours),
    text(sd),
    text(seeds),
    text(published?.value),
    text(difference),
    published?.source ?? '',
    text(judged?.interval?.[0]),
    text(judged?.interval?.[1]),
    text(judged?.null),
    text(judged?.corrected),
    judged?.verdict ?? '',
  ];
}
