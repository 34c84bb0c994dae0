import {
  latexTable,
  markdownTable,
  similarityTsv,
  tableJson,
  type SimilarityFile,
} from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { choose, readSimilarity } from './read-run.js';

const FORMATS: Readonly<Record<string, (file: SimilarityFile) => string>> = {
  tsv: similarityTsv,
  latex: latexTable,
  md: markdownTable,
  json: (file) => `${JSON.stringify(tableJson(file), null, 1)}\n`,
};

export async function runTable(options: { from: string; format: string; out?: string }): Promise<void> {
  const format = choose('format', options.format, FORMATS);
  const text = format(readSimilarity(options.from));
  const ended = text.endsWith('\n') ? text : `${text}\n`;
  if (options.out === undefined) process.stdout.write(ended);
  else await writeFileAtomically(options.out, ended);
}
