import type { SimilarityFile } from '@metasparse/affinity';
import { headline } from '../answer/headline.js';
import { datasetTitle } from '../answer/names.js';
import { answerSentence } from '../answer/sentence.js';
import { pairsOf } from '../answer/row-index.js';
import type { Example } from '../example.js';
import type { RunFile } from '../run-file.js';
import { answerSection } from './answer-section.js';
import { barSection } from './bar-section.js';
import { caveatSection } from './caveats.js';
import { exampleSection } from './example-section.js';
import { judgingSection } from './judging-section.js';
import { keptSection } from './kept-section.js';
import { layerSection } from './layer-section.js';
import { matrixSection } from './matrix-section.js';
import { methodSection } from './method-section.js';
import { pageHtml, type Chapter } from './page-html.js';
import { runSection } from './run-section.js';
import { tableSection } from './table-section.js';

export interface ReportInput {
  readonly similarity: SimilarityFile;
  readonly run: RunFile;
  /** Up to three are shown. */
  readonly examples: readonly Example[];
}

/** The page of a similarity run. Every string of the input is escaped. The same input gives the same bytes. */
export function reportHtml(input: ReportInput): string {
  const { similarity, run } = input;
  const { subject, rest } = answerSentence(headline(similarity), similarity.sparsities);
  return pageHtml({
    title: `Task similarity on ${datasetTitle(similarity.dataset)}: ${similarity.tasks.join(', ')}`,
    description: `${subject}${rest}`,
    answer: answerSection(similarity, run),
    chapters: chaptersOf(input),
  });
}

function chaptersOf({ similarity, run, examples }: ReportInput): readonly Chapter[] {
  const compared: readonly Chapter[] =
    pairsOf(similarity).length === 0
      ? []
      : [
          { id: 'matrices', label: 'Matrices', content: matrixSection(similarity) },
          { id: 'spread', label: 'Spread and chance', content: barSection(similarity) },
          { id: 'layers', label: 'Layer by layer', content: layerSection(similarity) },
        ];
  const numbers: readonly Chapter[] =
    compared.length === 0 ? [] : [{ id: 'numbers', label: 'All numbers', content: tableSection(similarity) }];
  const judged: readonly Chapter[] =
    similarity.judging === undefined
      ? []
      : [{ id: 'judging', label: 'Is it real?', content: judgingSection(similarity, similarity.judging) }];
  return [
    ...judged,
    ...compared,
    { id: 'kept', label: 'Kept weights', content: keptSection(similarity) },
    { id: 'examples', label: 'Examples', content: exampleSection(examples) },
    ...numbers,
    { id: 'method', label: 'Method', content: methodSection(similarity, run) },
    { id: 'caveats', label: 'Caveats', content: caveatSection(similarity, run) },
    { id: 'run', label: 'Repeat it', content: runSection(similarity, run) },
  ];
}
