import { datasetTitle } from '../answer/names.js';
import { pageHtml, type Chapter } from '../page/page-html.js';
import { answerSentence, trainingAnswer } from './answer.js';
import { curveSection } from './curve-section.js';
import { maskSection } from './mask-section.js';
import { nextSection, predictionSection, settingsSection } from './sections.js';
import type { TrainingRun } from './training-run.js';

export interface TrainingReportInput {
  readonly run: TrainingRun;
  /** The sheet of predictions beside labels, a PNG file. */
  readonly predictions?: Uint8Array | undefined;
}

/** The page of a training run. Every string of the input is escaped. The same input gives the same bytes. */
export function trainingReportHtml({ run, predictions }: TrainingReportInput): string {
  const { dataset, method, tasks } = run.summary;
  const { subject, rest } = answerSentence(run.summary);
  const masks: readonly Chapter[] =
    run.masks.length === 0 ? [] : [{ id: 'masks', label: 'Masks', content: maskSection(run) }];
  const pictures: readonly Chapter[] =
    predictions === undefined
      ? []
      : [{ id: 'predictions', label: 'Predictions', content: predictionSection(predictions) }];
  return pageHtml({
    title: `Training on ${datasetTitle(dataset)}: ${method}, ${tasks.join(', ')}`,
    description: `${subject}${rest}`,
    answer: trainingAnswer(run),
    chapters: [
      { id: 'curves', label: 'Curves', content: curveSection(run) },
      ...masks,
      ...pictures,
      { id: 'settings', label: 'Settings and cost', content: settingsSection(run.summary) },
      { id: 'next', label: 'How to go on', content: nextSection(run) },
    ],
  });
}
