import { z } from 'zod';
import { parseContent, readJson } from '../group/read-json.js';

const FILE = z.looseObject({
  // A file of baselines has rows of the same form.
  schema: z.enum(['metasparse.similarity/v1', 'metasparse.baselines/v1']),
  dataset: z.string(),
  tasks: z.array(z.string()).min(2),
  rows: z.array(
    z.object({
      pair: z.tuple([z.string(), z.string()]),
      metric: z.string(),
      weighting: z.string(),
      sparsity: z.union([z.number(), z.literal('mean')]),
      seedValues: z.array(z.number().nullable()).min(1),
    }),
  ),
});

/** What a validation needs of a similarity.json or a baselines.json. */
export type ReadSimilarities = z.infer<typeof FILE>;

/** Throws NotFoundError, or InvalidDataError for a file that is not of similarities. */
export function readSimilarities(path: string): ReadSimilarities {
  return parseContent(path, readJson(path, 'similarity'), FILE);
}
