import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { latexTable, similarityTsv, tableJson, type SimilarityFile } from '@metasparse/affinity';
import { writeFileAtomically } from '@metasparse/artifacts';
import { reportHtml, type Example, type RunFile } from '@metasparse/report';

/** Writes the tables, the record and the report of a finished run; `run.json` comes last and says it is whole. */
export async function writeResults(
  out: string,
  similarity: SimilarityFile,
  run: RunFile,
  examples: readonly Example[],
): Promise<void> {
  const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;
  await writeFileAtomically(join(out, 'similarity.tsv'), similarityTsv(similarity));
  await writeFileAtomically(join(out, 'similarity.tex'), latexTable(similarity));
  await writeFileAtomically(join(out, 'table.json'), json(tableJson(similarity)));
  await writeFileAtomically(join(out, 'report.html'), reportHtml({ similarity, run, examples }));
  await writeFileAtomically(join(out, 'run.json'), json(run));
  rmSync(join(out, 'work'), { recursive: true, force: true });
}
