import { InvalidArgumentError } from '@metasparse/contracts';
import type { GroupRequest, TaskPair } from '@metasparse/steps';
import { parseWhole } from '../console/parse-whole.js';
import { choose } from '../results/read-run.js';
import type { GroupFlags } from './command.js';

const KINDS = { similarity: 'similarity', gains: 'gains', losses: 'losses' } as const;
const FILL = { pairs: true, none: false } as const;

/** Flags, checked. Throws InvalidArgumentError with the flag, its value and its bound. */
export function parseGroupFlags(flags: GroupFlags): GroupRequest {
  return {
    ...parseSource(flags.from),
    budget: parseBudget(flags),
    overlap: flags.overlap,
    together: parsePairs('together', flags.together),
    apart: parsePairs('apart', flags.apart),
    metric: flags.metric,
    weighting: flags.weighting,
    sparsity: flags.sparsity === 'mean' ? 'mean' : percentage('sparsity', flags.sparsity),
    alone: numberBetween('alone', flags.alone, -1e9, 1e9, 'a number'),
    fill: choose<boolean>('fill', flags.fill, FILL),
    costs: flags.costs,
    pruned: flags.pruned === undefined ? undefined : percentage('pruned', flags.pruned),
    imageSize: parseSize(flags.imageSize),
    runnersUp: parseWhole('runners-up', flags.runnersUp, 0, 100),
    resamples:
      flags.resamples === undefined ? undefined : parseWhole('resamples', flags.resamples, 1, 100_000),
    seed: parseWhole('seed', flags.seed, 0, 2 ** 31 - 1),
    confidence: numberBetween('confidence', flags.confidence, 0.01, 0.9999, 'a number from 0.01 to 0.9999'),
  };
}

function parseSource(from: readonly string[]): Pick<GroupRequest, 'from' | 'kind'> {
  const [first = '', file] = from;
  if (from.length === 1) return { from: first };
  if (from.length === 2 && file !== undefined) return { kind: choose('from', first, KINDS), from: file };
  throw new InvalidArgumentError(`--from has ${from.length} words; use a file, or its kind and the file`, {
    field: 'from',
    value: from,
  });
}

function parseBudget(flags: GroupFlags): GroupRequest['budget'] {
  const { budget, maxFlops, maxParams, maxLatencyMs } = flags;
  const limits: GroupRequest['budget'][] = [];
  if (budget !== undefined) limits.push({ kind: 'networks', limit: parseWhole('budget', budget, 1, 30) });
  if (maxFlops !== undefined) limits.push({ kind: 'flops', limit: positive('max-flops', maxFlops) });
  if (maxParams !== undefined) limits.push({ kind: 'params', limit: positive('max-params', maxParams) });
  if (maxLatencyMs !== undefined)
    limits.push({ kind: 'latency', limit: positive('max-latency-ms', maxLatencyMs) });
  const [limit] = limits;
  if (limit !== undefined && limits.length === 1) return limit;
  throw new InvalidArgumentError(
    `${limits.length === 0 ? 'a budget is missing' : `${limits.length} budgets are given`}; use one of --budget, --max-flops, --max-params, --max-latency-ms`,
    { field: 'budget' },
  );
}

function positive(field: string, text: string): number {
  return numberBetween(field, text, Number.MIN_VALUE, Number.MAX_VALUE, 'a number above 0');
}

function percentage(field: string, text: string): number {
  return numberBetween(field, text, 0, 100, field === 'sparsity' ? 'a percentage, or mean' : 'a percentage');
}

function numberBetween(field: string, text: string, least: number, most: number, bound: string): number {
  const value = text.trim() === '' ? NaN : Number(text);
  if (value >= least && value <= most) return value;
  throw new InvalidArgumentError(`--${field} is ${JSON.stringify(text)}; use ${bound}`, {
    field,
    value: text,
    bound,
  });
}

/** `seg+sn,depth+edge`. Throws InvalidArgumentError for anything else. */
export function parsePairs(field: string, text: string | undefined): readonly TaskPair[] {
  return (text ?? '')
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const [a, b, ...more] = pair.split('+').map((task) => task.trim());
      if (a !== undefined && a !== '' && b !== undefined && b !== '' && a !== b && more.length === 0)
        return [a, b];
      const bound = 'pairs of two tasks, e.g. seg+sn,depth+edge';
      throw new InvalidArgumentError(`--${field} has ${JSON.stringify(pair)}; use ${bound}`, {
        field,
        value: pair,
        bound,
      });
    });
}

function parseSize(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const [, height, width] = /^\s*(\d+)\s*x\s*(\d+)\s*$/i.exec(text) ?? [];
  if (height !== undefined && width !== undefined && Number(height) >= 1 && Number(width) >= 1)
    return [Number(height), Number(width)];
  const bound = 'height x width in pixels, e.g. 321x321';
  throw new InvalidArgumentError(`--image-size is ${JSON.stringify(text)}; use ${bound}`, {
    field: 'image-size',
    value: text,
    bound,
  });
}
