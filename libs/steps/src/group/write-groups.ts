import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { groupsTsv, type GroupsFile } from '@metasparse/grouping';
import { groupsSvg } from '@metasparse/report';
import { writingTo } from '../machine/output-file.js';

/** Writes groups.tsv, groups.svg and, last, groups.json into a folder, which is made where it is missing. */
export async function writeGroups(folder: string, file: GroupsFile): Promise<void> {
  await writingTo(folder, async () => {
    await writeFileAtomically(join(folder, 'groups.tsv'), groupsTsv(file));
    await writeFileAtomically(join(folder, 'groups.svg'), groupsSvg(file));
    await writeFileAtomically(join(folder, 'groups.json'), `${JSON.stringify(file, null, 1)}\n`);
  });
}
