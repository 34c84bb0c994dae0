import { z } from 'zod';
import { measuredValue, type GroupSource, type Measured } from './group-source.js';
import { networkSource } from './network-source.js';
import { invalidData, parseContent } from './read-json.js';

const NOT_NEGATIVE = z.number().min(0);
export const COSTS = z.object({
  flops: NOT_NEGATIVE.optional(),
  params: NOT_NEGATIVE.optional(),
  latencyMs: NOT_NEGATIVE.optional(),
});
const FILE = z.looseObject({
  schema: z.literal('metasparse.gains/v1'),
  tasks: z.array(z.string()).min(1).max(30),
  seeds: z.array(z.number()).min(1),
  subsets: z
    .array(
      z.object({
        tasks: z.array(z.string()).min(1),
        gains: z.record(z.string(), z.array(z.number().nullable())),
        draws: z.record(z.string(), z.array(z.number())).optional(),
        costs: COSTS.optional(),
      }),
    )
    .min(1),
});

/** A gains.json (docs/gains-json.md): the relative gain of each task in each trained network; more is better. */
export function gainsSource(path: string, content: unknown, fill: boolean): GroupSource {
  const { tasks, seeds, subsets } = parseContent(path, content, FILE);
  const networks = subsets.map(({ tasks: named, gains, draws, costs }, i) => ({
    place: `subsets.${i}`,
    tasks: named,
    values: Object.fromEntries(
      Object.entries(gains).map(([task, values]) => {
        if (values.length !== seeds.length)
          throw invalidData(
            path,
            `subsets.${i}.gains.${task}`,
            `has ${values.length} values for ${seeds.length} seeds`,
          );
        return [task, measuredOrNull(values, draws?.[task])];
      }),
    ),
    costs,
  }));
  const objective = {
    name: 'sum over tasks of the relative gain over training alone',
    better: 'higher',
  } as const;
  return networkSource({ kind: 'gains', path, tasks, objective }, networks, fill);
}

function measuredOrNull(
  values: readonly (number | null)[],
  draws: readonly number[] | undefined,
): Measured | null {
  const numbers = values.filter((value) => value !== null);
  return numbers.length === values.length ? measuredValue(numbers, draws ?? null) : null;
}
