import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { z } from 'zod';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import { toList } from './fields.js';

/** Flags as typed; `--config` may give any of them, and a flag wins over the file. */
export interface SettingFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly [name: string]: unknown;
}

/**
 * The settings of a command: flags over the file of `--config` over the schema's defaults. Throws NotFoundError for a
 * file that is not there, InvalidArgumentError that names every wrong value with its bound, and where it stands.
 */
export function parseSettings<T>(command: string, schema: z.ZodType<T>, flags: SettingFlags): T {
  const { config, json: _json, ...typed } = flags;
  const given = Object.fromEntries(
    Object.entries(typed)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [kebab(name), value]),
  );
  const merged = { ...(config === undefined ? {} : readConfig(config)), ...given };
  const result = schema.safeParse(merged);
  if (result.success) return result.data;
  throw refusal(result.error, merged, given, config, command);
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
  command: string,
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
    hint: `metasparse ${command} --help lists the settings`,
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
