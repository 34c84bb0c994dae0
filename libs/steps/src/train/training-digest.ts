import { sha256 } from '@metasparse/artifacts';
import { dataDigest, inputDigests } from '../similarity/input-digests.js';
import type { Splits } from './open-splits.js';
import { totalSteps, type TrainRequest } from './train-request.js';

/** One digest for all data a run can see: indexes, and the content of every file that its batches and tests read. */
export async function trainingDigest(request: TrainRequest, { train, test }: Splits): Promise<string> {
  const { seed, batchSize, testImages } = request;
  const training = { seeds: [seed], batches: totalSteps(request), batchSize, split: 'train' };
  const digest = dataDigest(train, await inputDigests(training, train));
  if (test === null) return digest;
  const tests = { seeds: [0], batches: testImages, batchSize: 1, split: 'test' };
  return sha256(digest + dataDigest(test, await inputDigests(tests, test)));
}
