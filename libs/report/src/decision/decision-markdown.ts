import { shellLine } from '../page/shell-line.js';
import type { DecisionFile } from './decision-file.js';
import {
  effortText,
  networkTable,
  pairTable,
  rivalTable,
  surerTable,
  type WordTable,
} from './decision-words.js';

/** The decision as a page of Markdown, for a pull request or a wiki. */
export function decisionMarkdown(file: DecisionFile): string {
  const { answer, certainty, doubts, next } = file;
  return [
    `# ${answer}`,
    certainty.sentence,
    block(networkTable(file)),
    '## How sure is it?',
    effortText(file),
    block(pairTable(file)),
    ...(certainty.rivals.length === 0 ? [] : [block(rivalTable(file))]),
    '## What would it cost to be surer?',
    block(surerTable(file)),
    '## What could be wrong?',
    doubts.map((doubt) => `- ${escaped(doubt)}`).join('\n'),
    '## What to do next',
    ...next.map(({ what, command }) => `${what}:\n\n\`\`\`\n${shellLine(command)}\n\`\`\``),
    '',
  ].join('\n\n');
}

function block({ columns, rows }: WordTable): string {
  const rule = columns.map(() => '---');
  return [columns, rule, ...rows].map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}
