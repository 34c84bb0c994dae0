import {
  isControl,
  LABEL_CHANNELS,
  TASK_LABEL,
  type Dataset,
  type PublishedTask,
  type Sample,
  type Task,
} from '@metasparse/scenenet';
import { composeSheet, DATASET_TITLE, type SheetRow } from './contact-sheet.js';
import { renderImage, renderLabel } from './render-map.js';
import { asRaw } from './sample-pictures.js';

/** A whole sample under `correct`, and the net's output for some of its tasks. */
export interface PredictedSample {
  readonly sample: Sample;
  readonly predictions: readonly {
    readonly task: Task;
    /** In the form of the label, at the image's size: classes, decoded normals of length 1, values. */
    readonly map: Float32Array;
  }[];
}

const TITLES: Readonly<Record<PublishedTask, string>> = {
  seg: 'predicted classes',
  sn: 'predicted normals',
  depth: 'predicted depth',
  keypoint: 'predicted keypoints',
  edge: 'predicted edges',
};

function titleOf(task: Task): string {
  return isControl(task) ? `predicted ${task}` : TITLES[task];
}

/** Each sample a row: its image, then label beside prediction of every task, as PNG bytes. */
export function predictionSheet(
  dataset: Dataset,
  split: string,
  samples: readonly PredictedSample[],
): Promise<Uint8Array> {
  const rows = samples.map((predicted) => toRow(dataset, predicted));
  const title = `${DATASET_TITLE[dataset]} · split ${split} · labels and predictions`;
  return composeSheet(title, rows.length === 1 ? '1 sample' : `${String(rows.length)} samples`, rows);
}

function toRow(dataset: Dataset, { sample, predictions }: PredictedSample): SheetRow {
  const labels = asRaw(dataset, sample, 'correct');
  const predicted = asRaw(dataset, withLabels(sample, predictions), 'correct');
  const pairs = predictions.flatMap(({ task }) => {
    const prediction = renderLabel(dataset, TASK_LABEL[task], predicted);
    const pair = [
      renderLabel(dataset, TASK_LABEL[task], labels),
      prediction && { ...prediction, title: titleOf(task) },
    ];
    return pair.filter((picture) => picture !== undefined);
  });
  return {
    id: sample.id,
    height: sample.height,
    width: sample.width,
    pictures: [renderImage(labels), ...pairs],
  };
}

/** The sample with predictions in place of its labels; a predicted depth that is not positive stays grey. */
function withLabels(sample: Sample, predictions: PredictedSample['predictions']): Sample {
  const maps = predictions.map(({ task, map }) => [TASK_LABEL[task], map] as const);
  const everywhere = new Float32Array(sample.height * sample.width * LABEL_CHANNELS.depth_mask).fill(1);
  return { ...sample, labels: { depth_mask: everywhere, ...Object.fromEntries(maps) } };
}
