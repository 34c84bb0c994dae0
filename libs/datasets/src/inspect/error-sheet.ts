import type { Dataset } from '@metasparse/scenenet';
import { composeSheet, DATASET_TITLE } from './contact-sheet.js';
import { errorPicture } from './error-map.js';
import type { PredictedSample } from './prediction-sheet.js';
import { renderImage } from './render-map.js';
import { asRaw } from './sample-pictures.js';

const HOW_TO_READ =
  'classes: wrong pixels vermilion; normals: angle to the label; others: distance from the label; in the title the mean';

/** Each sample a row: its image, then where and by how much each task's prediction is wrong, as PNG bytes. */
export function errorSheet(
  dataset: Dataset,
  split: string,
  samples: readonly PredictedSample[],
): Promise<Uint8Array> {
  const rows = samples.map(({ sample, predictions }) => {
    const raw = asRaw(dataset, sample, 'correct');
    const errors = predictions
      .map(({ task, map }) => errorPicture(dataset, task, sample, raw, map))
      .filter((picture) => picture !== undefined);
    const { id, height, width } = sample;
    return { id, height, width, pictures: [renderImage(raw), ...errors] };
  });
  const title = `${DATASET_TITLE[dataset]} · split ${split} · errors`;
  return composeSheet(title, HOW_TO_READ, rows);
}
