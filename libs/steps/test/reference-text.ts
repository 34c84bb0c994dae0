import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Section 9 of the notes on the original, from METASPARSE_SHARED or the folder `shared` beside the repository. */
export function publishedNumbersText(): string {
  const repository = fileURLToPath(new URL('../../../', import.meta.url));
  const folder = process.env['METASPARSE_SHARED'] ?? resolve(repository, '../shared');
  const text = readFileSync(resolve(folder, 'reference.md'), 'utf8');
  const start = text.indexOf('## 9. Published numbers');
  if (start < 0) throw new Error(`${folder}/reference.md has no section "9. Published numbers"`);
  return text.slice(start);
}
