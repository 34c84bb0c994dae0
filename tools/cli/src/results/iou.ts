import type { MaskIouFile } from '@metasparse/affinity';
import { InvalidArgumentError } from '@metasparse/contracts';
import type { Compat } from '@metasparse/scenenet';
import { iouStep, readFinishedRun, writeIou } from '@metasparse/steps';
import { table } from '../console/format.js';
import { choose } from './read-run.js';

const COMPAT: Readonly<Record<Compat, Compat>> = { correct: 'correct', reference: 'reference' };
const FILES = ['iou.json', 'iou.tsv', 'iou.svg'];

/** Computes the shared weights of a finished run, writes them and prints them as a table. */
export async function runIou(options: {
  from: string;
  keepRatio: string;
  compat: string;
  out?: string;
}): Promise<void> {
  const settings = {
    keepRatio: parseKeepRatio(options.keepRatio),
    compat: choose('compat', options.compat, COMPAT),
  };
  const file = iouStep(readFinishedRun(options.from), settings);
  const out = options.out ?? options.from;
  await writeIou(out, file);
  process.stdout.write(`${iouTable(file)}\n\n${explanation(file)}\n${out}: ${FILES.join(', ')}\n`);
}

function parseKeepRatio(text: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value > 0 && value <= 1) return value;
  const bound = 'a number above 0 and up to 1';
  throw new InvalidArgumentError(`--keep-ratio is ${JSON.stringify(text)}; use ${bound}`, {
    field: 'keep-ratio',
    value: text,
    bound,
  });
}

function iouTable({ seeds, layers, total }: MaskIouFile): string {
  const cell = (value: number | null): string => value?.toFixed(3) ?? 'NaN';
  const several = seeds.length > 1;
  const rows = [...layers, { layer: 'all layers', ...total }].map(({ layer, weights, mean, seedValues }) => [
    layer,
    String(weights),
    cell(mean),
    ...(several ? seedValues.map(cell) : []),
  ]);
  const head = ['layer', 'weights', 'shared', ...(several ? seeds.map((seed) => `seed ${seed}`) : [])];
  return table([head, ...rows]);
}

function explanation({ tasks, compat, keepRatio }: MaskIouFile): string {
  const what =
    compat === 'correct'
      ? 'kept for all tasks / kept for any, 1 where none is kept'
      : 'as published: kept for exactly two tasks / kept for one or two';
  return `${tasks.join(', ')}; every task keeps ${keepRatio} of its weights; shared: ${what}`;
}
