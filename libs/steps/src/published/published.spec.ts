import { describe, expect, it } from 'vitest';
import { publishedNumbersText } from '../../test/reference-text.js';
import { CO_TRAINING } from './co-training-tables.js';
import { DISPARSE, DISPARSE_METHODS, DISPARSE_TASKS, type DisparseMethod } from './disparse-tables.js';
import type { PublishedMetric } from './published-value.js';
import { POSTER_SIMILARITIES, REPORT_SIMILARITIES } from './similarity-tables.js';

const text = publishedNumbersText();
/** Cells of a Markdown row, and of the two half rows where a table stands beside another. */
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

/** `source: values` of a table of ours, values as printed, cell by cell. */
function lines<T>(values: readonly T[], name: (value: T) => string, of: (value: T) => string): string[] {
  return [...new Set(values.map(name))].map(
    (row) =>
      `${row}: ${values
        .filter((value) => name(value) === row)
        .map(of)
        .join(' ')}`,
  );
}

const NAME = /^(Equal|Linear|Step|Sparsity)( \(five_zeros\))? (EPI-Sim|IOU|CSS|MCSS)$/;
const similarityLine = (source: string, name: string, cells: readonly string[]): string => {
  const row = name.replace(' (five_zeros)', '');
  return `${source}, ${row}: ${cells.map((cell) => (cell === 'same' ? cells[0] : cell)).join(' ')}`;
};

describe('the published tables', () => {
  it("are the report's Tables 1 and 2 to the digit", () => {
    const table1 = rows.filter((row) => NAME.test(row[0] ?? '') && row.length === 4);
    const table2 = rows
      .filter((row) => NAME.test(row[0] ?? '') && row.length === 7)
      .flatMap((row) => [row.slice(0, 3), row.slice(4)]);
    expect([table1.length, table2.length]).toEqual([16, 16]);
    const wanted = [
      ...table1.map(([name = '', ...cells]) => similarityLine('report, Table 1', name, cells)),
      ...table2.map(([name = '', ...cells]) => similarityLine('report, Table 2', name, cells)),
    ];
    const ours = lines(
      REPORT_SIMILARITIES,
      ({ source }) => source,
      (value) => value.text,
    );
    expect(ours.sort()).toEqual(wanted.sort());
  });

  it("are the poster's means", () => {
    const line = /Poster \(mean of ratios\): (.*)\./.exec(text)?.[1] ?? '';
    const wanted = line.split('; ').flatMap((half) => {
      const [, weighting = '', rest = ''] = /^(\w+) (.*)$/.exec(half) ?? [];
      return rest.split(', ').map((entry) => {
        const [metric = '', ...values] = entry.split(' ');
        return `poster, ${weighting} ${metric === 'EPI' ? 'EPI-Sim' : metric}: ${values.join(' ')}`;
      });
    });
    const ours = lines(
      POSTER_SIMILARITIES,
      ({ source }) => source,
      (value) => value.text,
    );
    expect(ours).toEqual(wanted);
  });

  it("are the report's Tables 3 to 5", () => {
    const passage = /Tables 3 to 5[^:]*: ([\s\S]*?)\. Expected/.exec(text)?.[1] ?? '';
    const wanted = passage.split(/[;.]\s(?=\w+\|\w+)/).map((entry) => {
      const [, task, other, values = ''] = /^(\w+)\|(\w+): ([\s\S]*)$/.exec(entry.trim()) ?? [];
      const numbers = values.split(', ').map((value) => value.trim().split(' ').at(-1));
      return `${task ?? ''} with ${other ?? ''}: ${numbers.join(' ')}`;
    });
    expect(wanted).toHaveLength(6);
    const ours = lines(
      CO_TRAINING,
      ({ source }) => source.replace(/report, Table \d, /, ''),
      (value) => value.text,
    );
    expect(ours).toEqual(wanted);
  });

  it.each([
    ['nyuv2', 1, 8],
    ['cityscapes', 8, 16],
  ] as const)("are DiSparse's table of %s", (dataset, from, to) => {
    const head = rows.findIndex((row) => row[0] === 'NYUv2' && row.length === 16);
    const table = rows.slice(head + 2, head + 2 + DISPARSE_METHODS.length);
    const names = table.map(([name = '']) => name.replace(', sparsity 0', ''));
    expect(names).toEqual([...DISPARSE_METHODS]);
    expect(disparseLines(dataset)).toEqual(
      table.map((row, i) => `${DISPARSE_METHODS[i] ?? ''}: ${row.slice(from, to).join(' ')}`),
    );
  });

  it("are DiSparse's table of Taskonomy", () => {
    const head = rows.findIndex(([name = '']) => name.startsWith('Tiny-Taskonomy'));
    const values = rows.slice(head + 2, head + 7).flatMap(([, cells = '']) => cells.split('; '));
    expect(disparseLines('taskonomy')).toEqual(
      DISPARSE_METHODS.map((method, i) => `${method}: ${values[i] ?? ''}`),
    );
  });

  it('names the metrics and tasks that metasparse measures', () => {
    for (const { trained, task } of [...DISPARSE, ...CO_TRAINING]) expect(trained).toContain(task);
    for (const { dataset, trained } of DISPARSE) expect(trained).toEqual(DISPARSE_TASKS[dataset]);
    for (const { metric, value } of [...DISPARSE, ...CO_TRAINING]) {
      expect(metric).not.toBe('');
      if (metric === 'mIoU' || metric === 'Pixel Acc') expect(value).toBeLessThan(1);
    }
  });
});

function disparseLines(dataset: PublishedMetric['dataset']): string[] {
  const table = DISPARSE.filter((value) => value.dataset === dataset);
  return lines(
    table,
    ({ method }) => method as DisparseMethod,
    (value) => value.text,
  );
}
