import { NotFoundError } from '@metasparse/contracts';
import type { ByteSource } from '../source/byte-source.js';
import { safePath } from '../source/safe-path.js';
import type { SampleRecord } from './record.js';

/** Every file the records name that is not there, in index order. Each folder is listed once. */
export async function missingFiles(
  source: ByteSource,
  records: readonly SampleRecord[],
): Promise<readonly string[]> {
  const folders = new Map<string, Promise<ReadonlySet<string>>>();
  const namesIn = (folder: string): Promise<ReadonlySet<string>> => {
    const known = folders.get(folder) ?? listIfThere(source, folder);
    folders.set(folder, known);
    return known;
  };
  const missing: string[] = [];
  for (const { image, labels } of records) {
    for (const path of [image, ...Object.values(labels)]) {
      const slash = safePath(path, source.name).lastIndexOf('/');
      const names = await namesIn(slash < 0 ? '' : path.slice(0, slash));
      if (!names.has(path.slice(slash + 1))) missing.push(path);
    }
  }
  return missing;
}

/** @throws NotFoundError that names the first three absent files and how many there are. */
export function refuseMissing(missing: readonly string[], indexFile: string): void {
  if (missing.length === 0) return;
  const some = missing.slice(0, 3).join(', ');
  const more = missing.length > 3 ? ` and ${String(missing.length - 3)} more` : '';
  const verb = missing.length === 1 ? 'file that is' : 'files that are';
  throw new NotFoundError(`${indexFile} names ${String(missing.length)} ${verb} not there: ${some}${more}.`, {
    file: indexFile,
    value: missing.length,
    hint: 'finish the download, or take the samples out of the index',
  });
}

async function listIfThere(source: ByteSource, folder: string): Promise<ReadonlySet<string>> {
  if (folder === '') return new Set(await source.list(''));
  const entry = await source.stat(folder);
  return new Set(entry?.kind === 'folder' ? await source.list(folder) : []);
}
