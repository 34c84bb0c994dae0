import { canonicalJson, sha256 } from '@metasparse/artifacts';
import { openSplits } from '../train/open-splits.js';
import { trainParameters } from '../train/train-request.js';
import { trainingDigest } from '../train/training-digest.js';
import { subsetRequest, type CotrainRequest, type CotrainRun } from './cotrain-request.js';

/** Part of every key: the form of result.json, and that it is of whole test images. */
const RESULT = 'metasparse.cotrain-result/v1';

/** Every run, all sets of one seed after another: what is there of a stopped start is whole seeds. */
export async function cotrainRuns({ training, subsets, seeds }: CotrainRequest): Promise<CotrainRun[]> {
  const runs: CotrainRun[] = [];
  for (const seed of seeds)
    for (const tasks of subsets) {
      const request = subsetRequest(training, tasks, seed);
      const dataDigest = await trainingDigest(request, await openSplits(request));
      const key = sha256(canonicalJson({ result: RESULT, ...trainParameters(request, dataDigest) }));
      runs.push({ request, key, name: `${tasks.join('+')}.seed-${seed}.${key.slice(0, 12)}` });
    }
  return runs;
}
