import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { InvalidDataError, NotFoundError } from '@metasparse/contracts';

/** Content of a JSON file. Throws NotFoundError, or InvalidDataError where it is not JSON. `field` is the flag that named it. */
export function readJson(path: string, field: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new NotFoundError(`${path}: cannot be read; name a file of --${field} that is there`, {
      file: path,
      field,
      cause,
    });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidDataError(`${path}: is not JSON; write it again`, { file: path, cause });
  }
}

/** `content` in the form of `schema`; a fault is an InvalidDataError that names the place, the value and the form. */
export function parseContent<T>(path: string, content: unknown, schema: z.ZodType<T>): T {
  const result = schema.safeParse(content);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const place = issue?.path ?? [];
  const field = place.length === 0 ? 'the whole' : place.join('.');
  const value = valueAt(content, place);
  const shown = (JSON.stringify(value) as string | undefined)?.slice(0, 80) ?? 'missing';
  throw invalidData(path, field, `is ${shown}: ${issue?.message ?? 'not as it has to be'}`, value);
}

export function invalidData(path: string, field: string, problem: string, value?: unknown): InvalidDataError {
  return new InvalidDataError(`${path}: ${field} ${problem}`, { file: path, field, value });
}

function valueAt(content: unknown, place: readonly PropertyKey[]): unknown {
  return place.reduce<unknown>(
    (value, key) => (value as Readonly<Record<PropertyKey, unknown>> | undefined)?.[key],
    content,
  );
}
