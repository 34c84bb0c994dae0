import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';

const NAMED = z.looseObject({ schema: z.string() });

/**
 * Reads a result file, or gives null where there is none.
 * @throws InvalidDataError where it is no JSON, of another schema (such as a newer one), or without a field it needs.
 */
export function readResultFile<T>(path: string, schema: string, shape: z.ZodType<T>): T | null {
  const text = textOf(path);
  if (text === null) return null;
  const named = NAMED.safeParse(parsed(path, text));
  const found = named.success ? named.data.schema : null;
  if (found !== schema)
    throw new InvalidDataError(
      `${path}: schema is ${found === null ? 'missing' : JSON.stringify(found)}, this metasparse reads ${JSON.stringify(schema)}; ` +
        'use the version that wrote it, or run the command again',
      { file: path, field: 'schema', value: found, bound: schema },
    );
  const result = shape.safeParse(named.data);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const field = issue?.path.join('.') ?? '';
  throw new InvalidDataError(
    `${path}: ${field} cannot be read (${issue?.message ?? ''}); run the command again`,
    { file: path, field },
  );
}

function textOf(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new NotFoundError(`${path}: cannot be read (${String(code)})`, { file: path, cause });
  }
}

function parsed(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidDataError(`${path}: is not JSON; run the command again`, { file: path, cause });
  }
}
