import type { GroupsFile } from './groups-file.js';

/** A line a network of every set, best set first: `rank`, the set's `value`, `margin` and `cost`, then the network's own columns. */
export function groupsTsv({ sets, certainty }: GroupsFile): string {
  const header = [
    'rank',
    'value',
    'margin',
    'set_cost',
    'network',
    'tasks',
    'serves',
    'cost',
    'measured',
    'share_of_draws',
  ];
  const lines = sets.flatMap((set, rank) =>
    set.networks.map(({ tasks, serves, cost, measured }, i) => [
      rank + 1,
      set.value,
      set.margin,
      set.cost,
      i + 1,
      tasks.join('+'),
      serves.join('+'),
      cost,
      measured ? 'measured' : 'predicted',
      (rank === 0 ? certainty?.networks[i] : undefined) ?? '',
    ]),
  );
  return [header, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}
