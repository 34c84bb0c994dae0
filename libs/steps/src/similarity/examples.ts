import { createLoader, samplePictures, type DatasetReader } from '@metasparse/datasets';
import type { Example } from '@metasparse/report';
import type { SimilarityRequest } from './request.js';

/** At most this many samples are shown. */
const SHOWN = 3;

/** The first samples of the first seed's first batch, as the network saw them. */
export async function exampleImages(request: SimilarityRequest, reader: DatasetReader): Promise<Example[]> {
  const loader = await createLoader({
    reader,
    batches: [0],
    batchSize: request.batchSize,
    seed: request.seeds[0] ?? 0,
    crop: request.split === 'test' ? null : request.crop,
    compat: request.compat,
    threads: 0,
  });
  try {
    const { value } = await loader[Symbol.asyncIterator]().next();
    const samples = value?.batch.samples.slice(0, SHOWN) ?? [];
    return await Promise.all(
      samples.map(async (sample) => ({
        id: sample.id,
        images: await samplePictures(reader.dataset, sample, request.compat),
      })),
    );
  } finally {
    await loader.close();
  }
}
