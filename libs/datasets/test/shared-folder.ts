import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with golden/ and data/: METASPARSE_SHARED, or `shared` beside the repository. A missing one throws. */
export function sharedFolder(): string {
  const repository = fileURLToPath(new URL('../../../', import.meta.url));
  const folder = process.env['METASPARSE_SHARED'] ?? resolve(repository, '../shared');
  if (!existsSync(folder)) throw new Error(`no folder ${folder}; set METASPARSE_SHARED`);
  return folder;
}
