import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import type { SimilarityFlags } from './command.js';

const whole = (least: number, most: number): z.ZodType<number> =>
  z.preprocess(toNumber, z.number().int().min(least).max(most));

/** A number, or a fraction such as 1/8. */
function toNumber(value: unknown): unknown {
  if (typeof value !== 'string' || value.trim() === '') return value;
  const [, top, bottom] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(value) ?? [];
  return top === undefined ? Number(value) : Number(top) / Number(bottom);
}

function toList(value: unknown): unknown {
  if (typeof value === 'number') return [value];
  return typeof value === 'string' ? value.split(',').map((entry) => entry.trim()) : value;
}

const toSwitch = (value: unknown): unknown => (value === 'on' ? true : value === 'off' ? false : value);

const unique = (list: readonly unknown[]): boolean => new Set(list).size === list.length;

const TASK = z.enum(['seg', 'sn', 'depth', 'keypoint', 'edge']);
const PERCENT = z.preprocess(toNumber, z.number().gt(0).lt(100));

const SCHEMA = z.strictObject({
  data: z.string().min(1),
  out: z.string().min(1),
  dataset: z.enum(['nyuv2', 'cityscapes', 'taskonomy']).optional(),
  tasks: z.preprocess(toList, z.array(TASK).min(1).refine(unique, 'names a task twice')).optional(),
  batches: whole(1, 100_000).default(5),
  'batch-size': whole(1, 1024).optional(),
  seeds: whole(1, 1000).default(5),
  'first-seed': whole(0, 2 ** 31 - 1001).default(0),
  sparsities: z
    .preprocess(toList, z.array(PERCENT).min(1).max(64).refine(unique, 'names a sparsity twice'))
    .default([30, 50, 70, 90]),
  crop: whole(32, 4096).optional(),
  width: z.preprocess(toNumber, z.number().gt(0).max(1)).default(1),
  split: z.string().min(1).default('train'),
  precision: z.enum(['fp32', 'mixed']).default('fp32'),
  dropout: z.preprocess(toSwitch, z.boolean()).default(true),
  'keep-ratios': z.enum(['published', 'plain']).default('published'),
  compat: z.enum(['correct', 'reference']).default('correct'),
  workers: whole(1, 256).optional(),
  threads: whole(1, 256).default(1),
  'block-batches': whole(1, 100_000).optional(),
});

export type SimilarityOptions = z.infer<typeof SCHEMA>;

/** Flags over the file of `--config` over defaults, checked; every wrong value is named with its bound. */
export function parseOptions(flags: SimilarityFlags): SimilarityOptions {
  const { config, json: _json, ...typed } = flags;
  const given = Object.fromEntries(
    Object.entries(typed)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [kebab(name), value]),
  );
  const merged = { ...(config === undefined ? {} : readConfig(config)), ...given };
  const result = SCHEMA.safeParse(merged);
  if (result.success) return result.data;
  throw refusal(result.error, merged, config);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readConfig(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new NotFoundError(`${file}: the file of --config cannot be read`, { file, field: 'config', cause });
  }
  try {
    const parsed: unknown = parse(text, { maxAliasCount: 100 });
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed))
      return Object.fromEntries(
        Object.entries(parsed).map(([name, value]) => [kebab(name), value as unknown]),
      );
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new InvalidArgumentError(`${file}: is not YAML: ${reason}`, { file, field: 'config', cause });
  }
  throw new InvalidArgumentError(`${file}: has to be a YAML mapping such as \`batch-size: 2\``, {
    file,
    field: 'config',
  });
}

function refusal(
  error: z.ZodError,
  merged: Record<string, unknown>,
  config: string | undefined,
): InvalidArgumentError {
  const lines = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `unknown setting ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    const field = String(issue.path[0] ?? '');
    const value = issue.path.reduce<unknown>(
      (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
      merged,
    );
    if (merged[field] === undefined) return `--${field} is missing`;
    return `--${field} is ${JSON.stringify(value ?? merged[field])}: ${issue.message.replace('Invalid input: ', '')}`;
  });
  const issue = error.issues[0];
  const field = issue?.code === 'unrecognized_keys' ? issue.keys[0] : String(issue?.path[0] ?? '');
  return new InvalidArgumentError(lines.join('; '), {
    file: config,
    field,
    value: field === undefined ? undefined : merged[field],
    hint: 'metasparse similarity --help lists the settings',
  });
}
