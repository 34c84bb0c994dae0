import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds `golden/` and `data/`: METASPARSE_SHARED, or `shared` beside the repository. */
export function sharedFolder(): string {
  const repository = fileURLToPath(new URL('../../../', import.meta.url));
  return process.env['METASPARSE_SHARED'] ?? resolve(repository, '../shared');
}
