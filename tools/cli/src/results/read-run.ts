import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SimilarityFile } from '@metasparse/affinity';
import { InvalidArgumentError, InvalidDataError, NotFoundError } from '@metasparse/contracts';

/** `similarity.json` of a run's folder. */
export function readSimilarity(folder: string): SimilarityFile {
  const path = join(folder, 'similarity.json');
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    throw new NotFoundError(
      `${path}: cannot be read; --from has to be the folder of a finished similarity run`,
      {
        file: path,
        field: 'from',
        cause,
      },
    );
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new InvalidDataError(`${path}: is not JSON; run the similarity command again`, {
      file: path,
      cause,
    });
  }
  const schema = (parsed as { readonly schema?: unknown } | null)?.schema;
  if (schema !== 'metasparse.similarity/v1')
    throw new InvalidDataError(
      `${path}: schema is ${JSON.stringify(schema)}, expected "metasparse.similarity/v1"`,
      {
        file: path,
        field: 'schema',
        value: schema,
      },
    );
  return parsed as SimilarityFile;
}

/** The entry of a table of choices; an unknown name is refused with the known ones. */
export function choose<T>(field: string, name: string, choices: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(choices, name)) return choices[name] as T;
  const known = Object.keys(choices).join(', ');
  throw new InvalidArgumentError(`--${field} is ${JSON.stringify(name)}; use one of ${known}`, {
    field,
    value: name,
    bound: known,
  });
}
