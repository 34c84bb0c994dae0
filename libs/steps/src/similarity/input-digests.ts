import { join } from 'node:path';
import { canonicalJson, sha256, sha256File } from '@metasparse/artifacts';
import { batchesOf, type DatasetReader, type SampleRecord } from '@metasparse/datasets';
import type { SimilarityRequest } from './request.js';

/** SHA-256 of every file that the run's batches read, by path below the data folder. */
export async function inputDigests(
  request: Pick<SimilarityRequest, 'seeds' | 'batches' | 'batchSize' | 'split'>,
  reader: DatasetReader,
): Promise<Readonly<Record<string, string>>> {
  const used = new Set<SampleRecord>();
  for (const seed of request.seeds) {
    const plan = {
      seed,
      count: reader.records.length,
      batchSize: request.batchSize,
      shuffle: request.split !== 'test',
    };
    const slots = batchesOf(plan);
    for (let batch = 0; batch < request.batches; batch++)
      for (const { sampleIndex } of slots(batch)) used.add(reader.records[sampleIndex] as SampleRecord);
  }
  const paths = [...used].flatMap(({ image, labels }) => [image, ...Object.values(labels)]);
  const digests: Record<string, string> = {};
  for (const path of [...new Set(paths)].sort())
    digests[path] = await sha256File(join(reader.source.name, path));
  return digests;
}

/** One digest for all data a run can see: its index and the content of what it reads. */
export function dataDigest(reader: DatasetReader, digests: Readonly<Record<string, string>>): string {
  return sha256(canonicalJson({ records: reader.records, digests }));
}
