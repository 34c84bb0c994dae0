import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parses a golden file; NaN is written as the bare word or as a string. */
// The caller names the shape of the file it reads.
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
export function readGolden<T>(shared: string, file: string): T {
  const text = readFileSync(join(shared, 'golden', file), 'utf8');
  return JSON.parse(text.replace(/([[:,]\s*)NaN(?=\s*[,}\]])/g, '$1"nan"')) as T;
}

/** The salt of a golden folder. */
export function readSalt(shared: string): number {
  return readGolden<{ readonly salt: number }>(shared, 'weights.json').salt;
}
