import { z } from 'zod';
import { measuredValue, type GroupSource } from './group-source.js';
import { networkSource } from './network-source.js';
import { parseContent } from './read-json.js';

const FILE = z.looseObject({
  tasks: z.array(z.string()).min(1).max(30),
  networks: z.array(z.record(z.string(), z.union([z.number(), z.array(z.number()).min(1)]))).min(1),
});

/** A file of measured losses: `tasks`, and `networks` with one loss, or one a seed, for each of its tasks; less is better. */
export function lossesSource(path: string, content: unknown, fill: boolean): GroupSource {
  const { tasks, networks } = parseContent(path, content, FILE);
  const trained = networks.map((losses, i) => ({
    place: `networks.${i}`,
    tasks: Object.keys(losses),
    values: Object.fromEntries(
      Object.entries(losses).map(([task, loss]) => [task, measuredValue([loss].flat())]),
    ),
  }));
  const objective = { name: 'sum over tasks of the loss', better: 'lower' } as const;
  return networkSource({ kind: 'losses', path, tasks, objective }, trained, fill);
}
