import { writeFileAtomically } from '@metasparse/artifacts';
import { predictionSheet, wholeSample, type DatasetReader, type PredictedSample } from '@metasparse/datasets';
import type { EvaluationNet, Trainer } from '@metasparse/training';
import { labelForm } from '../evaluate/label-form.js';
import { withEvaluationNet } from './evaluate-trainer.js';
import type { TrainRequest } from './train-request.js';

/** Test images on the sheet. */
const SHOWN = 3;

/** Writes the first test images with labels and predictions side by side. */
export async function writePredictions(
  path: string,
  trainer: Trainer,
  reader: DatasetReader,
  request: TrainRequest,
): Promise<void> {
  const shown = await withEvaluationNet(trainer, request, async (net) => {
    const samples: PredictedSample[] = [];
    for (let i = 0; i < Math.min(SHOWN, request.testImages); i++)
      samples.push(predicted(net, reader, wholeSample(await reader.readRaw(i), reader.dataset, 'correct')));
    return samples;
  });
  await writeFileAtomically(path, await predictionSheet(reader.dataset, reader.split, shown));
}

function predicted(
  net: EvaluationNet,
  { tasks }: DatasetReader,
  sample: PredictedSample['sample'],
): PredictedSample {
  const { height, width } = sample;
  const outputs = [...net.predict({ samples: [sample], height, width })];
  const predictions = outputs
    .filter(({ task }) => tasks.includes(task))
    .map(({ task, shape, values }) => {
      const prediction = { height: shape[1], width: shape[2], classes: shape[3], values };
      return { task, map: labelForm(task, prediction, height, width) };
    });
  return { sample, predictions };
}
