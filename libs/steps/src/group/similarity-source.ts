import type { SimilarityFile } from '@metasparse/affinity';
import { InvalidArgumentError } from '@metasparse/contracts';
import { memberCount, pairwiseTable } from '@metasparse/grouping';
import { z } from 'zod';
import { commonDraws, commonSeeds, type GroupSource, type Measured } from './group-source.js';
import { invalidData, parseContent } from './read-json.js';

export interface PairSettings {
  readonly metric: string;
  readonly weighting: string;
  readonly sparsity: number | 'mean';
  /** What a task by itself is worth. */
  readonly alone: number;
}

const NUMBERS = z.array(z.number().nullable());
const ROW = z.object({
  pair: z.tuple([z.string(), z.string()]),
  metric: z.string(),
  weighting: z.string(),
  sparsity: z.union([z.number(), z.literal('mean')]),
  value: z.number().nullable(),
  seedValues: NUMBERS.min(1),
  draws: z.array(z.number()).optional(),
});
const LAYER_ROW = z.object({
  pair: z.tuple([z.string(), z.string()]),
  metric: z.string(),
  sparsity: z.number(),
  seedValues: z.array(NUMBERS).min(1),
  chance: NUMBERS.nullable(),
});
const FILE = z.looseObject({
  schema: z.literal('metasparse.similarity/v1'),
  dataset: z.string(),
  tasks: z.array(z.string()).min(2).max(30),
  layers: z.array(z.object({ name: z.string(), weights: z.number() })),
  rows: z.array(ROW),
  layerRows: z.array(LAYER_ROW),
});
type Row = z.infer<typeof ROW>;

/**
 * A similarity.json, where a task's score in a group is the mean of its pairs' similarity. A file with both [a, b] and [b, a] is
 * directed: [a, b] is what a means for b.
 */
export function similaritySource(path: string, content: unknown, settings: PairSettings): GroupSource {
  const file = parseContent(path, content, FILE);
  const { metric, weighting, sparsity, alone } = settings;
  const rows = chosenRows(path, file.rows, settings);
  const known = new Map(rows.map((row) => [key(row.pair), measuredRow(path, row)]));
  const seeds = commonSeeds([...known.values()]);
  if (seeds === undefined) throw invalidData(path, 'rows', 'have different numbers of seedValues');
  const pairOf = (task: string, mate: string): Measured => {
    const measured = known.get(key([mate, task])) ?? known.get(key([task, mate]));
    if (measured === undefined)
      throw invalidData(
        path,
        'rows',
        `has no ${metric} for ${task} and ${mate}; run the similarity command again`,
      );
    return measured;
  };
  const { tasks } = file;
  const pairs = tasks.map((task) => tasks.map((mate) => (task === mate ? null : pairOf(task, mate))));
  return {
    kind: 'similarity',
    path,
    what:
      `${metric}, ${weighting} layer weights, sparsity ${sparsity}; ` +
      `a task scores its mean similarity to the other tasks of its network, ${alone} by itself`,
    tasks,
    objective: { name: 'sum over tasks of the mean similarity to the mates', better: 'higher' },
    seeds,
    draws: commonDraws([...known.values()]),
    table: (pick) => {
      const losses = pairs.map((row) => row.map((measured) => (measured === null ? NaN : -pick(measured))));
      return pairwiseTable(
        tasks.length,
        (task, mate) => losses[task]?.[mate] ?? NaN,
        () => -alone,
      );
    },
    measured: (group) => memberCount(group) <= 2,
    costs: null,
    similarity: content as SimilarityFile,
    notes: [],
  };
}

function chosenRows(path: string, rows: readonly Row[], settings: PairSettings): Row[] {
  const { metric, weighting, sparsity } = settings;
  const chosen = rows.filter(
    (row) => row.metric === metric && row.weighting === weighting && row.sparsity === sparsity,
  );
  if (chosen.length > 0) return chosen;
  for (const field of ['metric', 'weighting', 'sparsity'] as const) {
    const known = [...new Set(rows.map((row) => row[field]))];
    if (known.includes(settings[field])) continue;
    throw new InvalidArgumentError(
      `--${field} is ${JSON.stringify(settings[field])}; ${path} has ${known.join(', ') || 'no rows'}`,
      { file: path, field, value: settings[field], bound: known.join(', ') },
    );
  }
  throw invalidData(path, 'rows', `has none of ${metric}, ${weighting} and ${sparsity} together`);
}

function measuredRow(path: string, { pair, metric, value, seedValues, draws }: Row): Measured {
  const seeds = seedValues.filter((seed) => seed !== null);
  if (value === null || seeds.length !== seedValues.length)
    throw invalidData(
      path,
      'rows',
      `has no number of ${metric} for ${pair.join(' and ')}; choose another --metric`,
    );
  return { value, seeds, draws: draws ?? null };
}

function key(pair: readonly [string, string]): string {
  return JSON.stringify(pair);
}
