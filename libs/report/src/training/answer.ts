import { bytes, duration, fixed, grouped, MISSING, percent } from '../answer/format.js';
import { datasetTitle, taskTitle } from '../answer/names.js';
import { dataTable } from '../page/data-table.js';
import { scrollBox } from '../page/figure-html.js';
import { Html, html } from '../page/html.js';
import { factList } from '../page/lists.js';
import type { LossChoice } from './curve.js';
import type { LossPoint, TrainingRun, TrainMethod, TrainSummary } from './training-run.js';

const METHOD_WORDS: Readonly<Record<TrainMethod, string>> = {
  baseline: 'dense, no weight is masked',
  disparse_static: 'weights masked before training, by the saliency of each task',
  disparse_pt: 'weights of a trained net masked, then trained on',
  disparse_dynamic: 'masks dropped and grown during training',
};

/** The answer in one sentence: what the loss did, and where the best net is. */
export function answerSentence({ test, train }: TrainSummary): { subject: string; rest: string } {
  const [kind, { first, last, best }] = test.first === null ? ['training', train] : ['test', test];
  if (first === null || last === null || best === null) return { subject: 'No loss was measured.', rest: '' };
  const verb = last.total < first.total ? 'fell' : last.total > first.total ? 'rose' : 'stayed';
  const where =
    best.iteration === last.iteration
      ? ', which is its lowest'
      : `; its lowest is ${fixed(best.total)}, at iteration ${grouped(best.iteration)}`;
  return {
    subject: `The total ${kind} loss ${verb} from ${fixed(first.total)} to ${fixed(last.total)}`,
    rest: `${where}.`,
  };
}

export function trainingAnswer({ summary }: TrainingRun): Html {
  const { subject, rest } = answerSentence(summary);
  return html`<header class="answer">
    <p class="eyebrow">Training on ${datasetTitle(summary.dataset)}</p>
    <h1>${summary.method}: ${METHOD_WORDS[summary.method]}</h1>
    <p class="lead"><strong>${subject}</strong>${rest}</p>
    ${scrollBox('Losses', lossTable(summary))}
    <p class="note">
      A training loss is that of one batch with dropout at work; a test loss is the mean over the test images
      in evaluation mode. Best: lowest total test loss.
    </p>
    ${factList(facts(summary))}
  </header>`;
}

function lossTable({ tasks, train, test }: TrainSummary): Html {
  const choices: readonly LossChoice[] = tasks.length > 1 ? [...tasks, 'total'] : tasks;
  const points = [test.first, test.best, test.last, train.first, train.last];
  return dataTable({
    caption: 'Losses at the start, at the best test and at the end',
    columns: ['Loss', 'Test, first', 'Test, best', 'Test, last', 'Training, first', 'Training, last'],
    rows: [
      ...choices.map((choice) => [
        choice === 'total' ? 'total' : taskTitle(choice),
        ...points.map((point) => fixed(lossOf(point, choice))),
      ]),
      ['at iteration', ...points.map((point) => (point === null ? MISSING : grouped(point.iteration)))],
    ],
    kind: 'ranking',
  });
}

/** A task's loss or the total at a point; null where there is none. */
export function lossOf(point: LossPoint | null, choice: LossChoice): number | null {
  if (point === null) return null;
  return choice === 'total' ? point.total : (point.losses[choice] ?? null);
}

function facts({ iterations, sparsity, cost }: TrainSummary): readonly (readonly [string, string])[] {
  return [
    ['Iterations', grouped(iterations)],
    ['Backbone sparsity', percent(sparsity.backbone)],
    ['Net sparsity', percent(sparsity.net)],
    ['Time', duration(cost.seconds)],
    ['Images a second', fixed(cost.imagesPerSecond, 1)],
    ['Peak memory', bytes(cost.peakRssBytes)],
  ];
}
