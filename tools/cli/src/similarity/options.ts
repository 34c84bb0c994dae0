import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import type { SimilarityFlags } from './command.js';

const whole = (least: number, most: number): z.ZodType<number> => {
  const error = `use a whole number from ${least} to ${most}`;
  return z.preprocess(
    toNumber,
    z.number({ error }).int({ error }).min(least, { error }).max(most, { error }),
  );
};

const between = (least: number, most: number, includesMost: boolean): z.ZodType<number> => {
  const error = `use a number above ${least} and ${includesMost ? 'up to' : 'below'} ${most}`;
  const above = z.number({ error }).gt(least, { error });
  return z.preprocess(toNumber, includesMost ? above.max(most, { error }) : above.lt(most, { error }));
};

const oneOf = <const T extends readonly [string, ...string[]]>(names: T): z.ZodType<T[number]> =>
  z.enum(names, { error: `use ${names.slice(0, -1).join(', ')} or ${names.at(-1) ?? ''}` });

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

const text = z.string({ error: 'use text' }).min(1, { error: 'must not be empty' });
const TASK = oneOf(['seg', 'sn', 'depth', 'keypoint', 'edge']);
const listOf = <T>(entry: z.ZodType<T>, what: string, most: number): z.ZodType<T[]> => {
  const error = `use a comma-separated list of 1 to ${most} ${what}`;
  const list = z.array(entry, { error }).min(1, { error }).max(most, { error });
  return z.preprocess(toList, list.refine(unique, { error: 'names one of them twice' }));
};

const SCHEMA = z.strictObject({
  data: text,
  out: text,
  dataset: oneOf(['nyuv2', 'cityscapes', 'taskonomy']).optional(),
  tasks: listOf(TASK, 'tasks', 5).optional(),
  batches: whole(1, 100_000).default(5),
  'batch-size': whole(1, 1024).optional(),
  seeds: whole(1, 1000).default(5),
  'first-seed': whole(0, 2 ** 31 - 1001).default(0),
  sparsities: listOf(between(0, 100, false), 'percentages', 64).default([30, 50, 70, 90]),
  crop: whole(32, 4096).optional(),
  width: between(0, 1, true).default(1),
  split: text.default('train'),
  precision: oneOf(['fp32', 'mixed']).default('fp32'),
  dropout: z.preprocess(toSwitch, z.boolean({ error: 'use on or off' })).default(true),
  'keep-ratios': oneOf(['published', 'plain']).default('published'),
  compat: oneOf(['correct', 'reference']).default('correct'),
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
  throw refusal(result.error, merged, given, config);
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

/** Every wrong setting with its value and bound, and the file where it stands there. */
function refusal(
  error: z.ZodError,
  merged: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  config: string | undefined,
): InvalidArgumentError {
  const lines = error.issues.map((issue) => {
    if (issue.code === 'unrecognized_keys')
      return `${origin(issue.keys[0], given, config)}unknown setting ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
    const [field, entry] = issue.path;
    const value = merged[String(field)];
    if (value === undefined) return `--${String(field)} is missing`;
    const what =
      typeof entry === 'number' ? `has ${show(toList(value), entry)}` : `is ${JSON.stringify(value)}`;
    return `${origin(field, given, config)}--${String(field)} ${what}: ${issue.message}`;
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

function show(list: unknown, entry: number): string {
  return JSON.stringify(Array.isArray(list) ? (list[entry] as unknown) : list);
}

function origin(
  field: PropertyKey | undefined,
  given: Readonly<Record<string, unknown>>,
  config: string | undefined,
): string {
  return config === undefined || (field !== undefined && Object.hasOwn(given, field)) ? '' : `${config}: `;
}
