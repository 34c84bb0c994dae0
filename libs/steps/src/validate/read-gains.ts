import type { GainsFile } from '@metasparse/evidence';
import { z } from 'zod';
import { invalidData, parseContent, readJson } from '../group/read-json.js';

const PER_SEED = z.record(z.string(), z.array(z.number().nullable()));
const FILE = z.looseObject({
  schema: z.literal('metasparse.gains/v1'),
  dataset: z.string().optional(),
  tasks: z.array(z.string()).min(1).max(30),
  seeds: z.array(z.number()).min(1),
  subsets: z.array(
    z.looseObject({
      tasks: z.array(z.string()).min(1),
      gains: PER_SEED,
      deltaMtl: PER_SEED.optional(),
    }),
  ),
});

/** What a validation needs of a gains.json. */
export interface ReadGains extends Pick<GainsFile, 'tasks' | 'seeds'> {
  readonly dataset: string | null;
  readonly subsets: GainsFile['subsets'];
}

/** Throws NotFoundError, or InvalidDataError for a file that is not of gains, or whose lists do not fit its seeds. */
export function readGains(path: string): ReadGains {
  const { dataset, tasks, seeds, subsets } = parseContent(path, readJson(path, 'cotrain'), FILE);
  const sets = new Set<string>();
  const read = subsets.map(({ tasks: names, gains, deltaMtl = {} }, i) => {
    const place = `subsets.${i}`;
    const odd = names.find((name) => !tasks.includes(name));
    if (odd !== undefined)
      throw invalidData(
        path,
        place,
        `names the task ${JSON.stringify(odd)}; known are ${tasks.join(', ')}`,
        odd,
      );
    const set = [...names].sort().join('+');
    if (sets.has(set)) throw invalidData(path, place, `lists ${set} a second time`);
    sets.add(set);
    requireSeeds(path, `${place}.gains`, gains, seeds.length);
    requireSeeds(path, `${place}.deltaMtl`, deltaMtl, seeds.length);
    return { tasks: names, values: {}, gains, metrics: {}, deltaMtl };
  });
  return { dataset: dataset ?? null, tasks, seeds, subsets: read };
}

function requireSeeds(
  path: string,
  place: string,
  lists: Readonly<Record<string, readonly unknown[]>>,
  seeds: number,
): void {
  for (const [task, values] of Object.entries(lists))
    if (values.length !== seeds)
      throw invalidData(path, `${place}.${task}`, `has ${values.length} values for ${seeds} seeds`);
}
