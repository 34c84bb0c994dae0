import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Parses a golden file; NaN is written as the bare word or as a string. */
export function readGolden<T>(shared: string, file: string): T {
  const text = readFileSync(join(shared, 'golden', file), 'utf8');
  return JSON.parse(text.replace(/([[:,]\s*)NaN(?=\s*[,}\]])/g, '$1"nan"')) as T;
}

/** The salt of a golden folder. */
export function readSalt(shared: string): number {
  return readGolden<{ readonly salt: number }>(shared, 'weights.json').salt;
}
