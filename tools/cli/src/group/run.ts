import type { GroupsFile } from '@metasparse/grouping';
import { groupStep, writeGroups } from '@metasparse/steps';
import type { GroupFlags } from './command.js';
import { describeGroups } from './describe-groups.js';
import { parseGroupFlags } from './options.js';

const FILES = ['groups.json', 'groups.tsv', 'groups.svg'];

/** Chooses the networks, writes the files where a folder is named, and prints the answer. */
export async function runGroup(flags: GroupFlags): Promise<void> {
  const file: GroupsFile = groupStep(parseGroupFlags(flags));
  if (flags.out !== undefined) {
    await writeGroups(flags.out, file);
    process.stderr.write(`${flags.out}: ${FILES.join(', ')}\n`);
  }
  const text = flags.json === true ? JSON.stringify(file, null, 1) : describeGroups(file);
  process.stdout.write(`${text}\n`);
}
