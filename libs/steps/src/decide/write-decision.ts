import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { decisionHtml, decisionMarkdown, type DecisionFile } from '@metasparse/report';
import { writingTo } from '../machine/output-file.js';

export const DECISION_FILES: readonly string[] = ['decision.html', 'decision.md', 'decision.json'];

/** Writes the page, the same as Markdown, and last decision.json. */
export async function writeDecision(folder: string, file: DecisionFile): Promise<void> {
  await writingTo(folder, async () => {
    await writeFileAtomically(join(folder, 'decision.html'), decisionHtml(file));
    await writeFileAtomically(join(folder, 'decision.md'), decisionMarkdown(file));
    await writeFileAtomically(join(folder, 'decision.json'), `${JSON.stringify(file, null, 1)}\n`);
  });
}
