import { InvalidArgumentError } from '@metasparse/contracts';
import { DATASETS, TASKS, type Dataset, type Task } from '@metasparse/scenenet';
import { constantMetric, evaluateStep, type EvaluateRequest, type EvaluationReport } from '@metasparse/steps';
import { table } from '../console/format.js';
import { choose } from '../results/read-run.js';
import type { EvaluateFlags } from './command.js';

const LINE_EVERY_MS = 2000;

/** Evaluates with a line of progress now and then, and prints the table; Ctrl-C stops it and keeps nothing. */
export async function runEvaluate(flags: EvaluateFlags): Promise<void> {
  const request = toRequest(flags);
  const stop = new AbortController();
  const onInterrupt = (name: NodeJS.Signals): void => {
    stop.abort(name);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const report = await evaluateStep(request, flags.out, {
      signal: stop.signal,
      onDevice: ({ tensorflow, kind }) => process.stderr.write(`TensorFlow ${tensorflow} on ${kind}\n`),
      onImage: progress(),
    });
    const text = flags.json === true ? JSON.stringify(report, null, 1) : describe(report, flags.out);
    process.stdout.write(`${text}\n`);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

function toRequest(flags: EvaluateFlags): EvaluateRequest {
  const datasets = Object.fromEntries(['auto', ...DATASETS].map((name) => [name, name as Dataset | 'auto']));
  const tasks = Object.fromEntries(TASKS.map((task) => [task, task]));
  return {
    net: flags.net,
    data: flags.data,
    dataset: choose('dataset', flags.dataset, datasets),
    split: flags.split,
    tasks: flags.tasks?.split(',').map((name) => choose<Task>('tasks', name.trim(), tasks)),
    threads: wholeNumber('threads', flags.threads, 1, 1024),
    sheetRows: wholeNumber('sheet', flags.sheet, 0, 64),
    constantSplit: flags.constant,
  };
}

function wholeNumber(field: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new InvalidArgumentError(
    `--${field} is ${JSON.stringify(text)}; it must be a whole number from ${least} to ${most}`,
    { field, value: text, bound: `${least}..${most}` },
  );
}

function progress(): (images: number, milliseconds: number) => void {
  let last = Date.now();
  return (images, milliseconds) => {
    if (Date.now() - last < LINE_EVERY_MS) return;
    last = Date.now();
    process.stderr.write(`${images} images, ${milliseconds.toFixed(0)} ms for the last\n`);
  };
}

function describe({ dataset, split, images, tasks, constant, notes }: EvaluationReport, out: string): string {
  const rows = tasks.flatMap(({ task, metrics }) =>
    metrics.map(({ name, better, corrected, published }) => [
      `${task} ${name}`,
      cell(corrected),
      cell(published),
      ...(constant === undefined ? [] : [cell(constantMetric(constant, task, name))]),
      `${better} is better`,
    ]),
  );
  const constantTitle = constant === undefined ? [] : [`constant of ${constant.split}`];
  return [
    `${dataset}, split ${split}: ${images} whole ${images === 1 ? 'image' : 'images'}`,
    ...notes.map((note) => `note: ${note}`),
    '',
    table([['metric', 'corrected', 'as published', ...constantTitle, ''], ...rows]),
    '',
    `results: ${out}`,
  ].join('\n');
}

function cell(value: number | null): string {
  return value === null ? '-' : value.toFixed(4);
}
