import {
  augment,
  batchesOf,
  drawsFor,
  openDataset,
  wholeSample,
  type DatasetReader,
} from '@metasparse/datasets';
import type { Batch, Sample } from '@metasparse/scenenet';
import type { BatchStream, OpenBatches } from './block-scorer.js';
import type { ScoreSettings } from './score-settings.js';

export interface BatchData {
  readonly classWeights: Float32Array | null;
  readonly open: OpenBatches;
}

/** Opens the run's data set for reading batches. */
export async function openBatches(settings: ScoreSettings): Promise<BatchData> {
  const reader = await openDataset(settings.data, { dataset: settings.dataset, split: settings.split });
  return {
    classWeights: reader.classWeights ?? null,
    open: (seed, start, end) => stream(reader, settings, seed, start, end),
  };
}

function stream(
  reader: DatasetReader,
  settings: ScoreSettings,
  seed: number,
  start: number,
  end: number,
): BatchStream {
  const slots = batchesOf({
    seed,
    count: reader.records.length,
    batchSize: settings.batchSize,
    shuffle: true,
  });
  const read = async (batch: number): Promise<Batch> => {
    const samples: Sample[] = [];
    for (const { epoch, sampleIndex } of slots(batch)) {
      const raw = await reader.readRaw(sampleIndex);
      const draws = drawsFor(seed, epoch, sampleIndex, {
        height: raw.height,
        width: raw.width,
        crop: settings.crop,
      });
      samples.push(
        settings.split === 'test'
          ? wholeSample(raw, reader.dataset, settings.compat)
          : augment(raw, draws, { dataset: reader.dataset, crop: settings.crop }, settings.compat),
      );
    }
    return { samples, height: samples[0]?.height ?? 0, width: samples[0]?.width ?? 0 };
  };
  let next = start;
  return {
    async next() {
      if (next >= end) throw new RangeError(`batch ${next} is behind the end ${end} of the stream`);
      const started = performance.now();
      return { batch: await read(next++), idleMilliseconds: performance.now() - started };
    },
    close: () => Promise.resolve(),
  };
}
