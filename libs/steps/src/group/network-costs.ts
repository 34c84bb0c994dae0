import type { BudgetKind } from '@metasparse/grouping';
import { inListingOrder, members } from '@metasparse/grouping';
import { InvalidArgumentError } from '@metasparse/contracts';
import { z } from 'zod';
import { COSTS } from './gains-source.js';
import type { GroupSource, NetworkCosts } from './group-source.js';
import { groupIn } from './network-source.js';
import { planCosts, type PlanSettings } from './plan-costs.js';
import { prunedCosts } from './pruned-costs.js';
import { invalidData, parseContent, readJson } from './read-json.js';

export interface CostSettings extends PlanSettings {
  readonly kind: BudgetKind;
  /** A file of costs; it wins over everything else. */
  readonly costs?: string | undefined;
  /** Percent: costs after pruning, from the masks of the similarity run. */
  readonly pruned?: number | undefined;
}

export interface Costs {
  /** undefined where a group's cost is not known; it can then not be chosen. */
  readonly of: (group: number) => number | undefined;
  readonly unit: string;
  /** Where they come from, in words. */
  readonly from: string;
}

const FIELDS = { flops: 'flops', params: 'params', latency: 'latencyMs' } as const;
const UNITS = {
  networks: 'networks',
  flops: 'FLOPs per image',
  params: 'parameters',
  latency: 'ms per image',
} as const;
const FILE = z.looseObject({
  schema: z.literal('metasparse.costs/v1'),
  subsets: z.array(COSTS.extend({ tasks: z.array(z.string()).min(1) })).min(1),
});

/** What each network costs, in the unit of the budget. */
export function networkCosts(source: GroupSource, settings: CostSettings): Costs {
  const { kind } = settings;
  const unit = UNITS[kind];
  if (kind === 'networks') return { of: () => 1, unit, from: 'each network counts as 1' };
  const field = FIELDS[kind];
  const { of, from } = found(source, settings);
  return { of: (group) => of(group)?.[field], unit, from };
}

function found(
  source: GroupSource,
  settings: CostSettings,
): { readonly of: (group: number) => NetworkCosts | undefined; readonly from: string } {
  const { costs, pruned, kind } = settings;
  if (costs !== undefined) {
    const table = readCosts(costs, source.tasks);
    return { of: (group) => table.get(group), from: costs };
  }
  if (pruned !== undefined && kind !== 'latency') return prunedCosts(source, pruned, settings);
  const listed = source.costs;
  if (listed !== null) return { of: (group) => listed.get(group), from: source.path };
  if (source.similarity !== null && kind !== 'latency') return planCosts(source, settings);
  throw new InvalidArgumentError(
    `${source.path}: does not say the ${FIELDS[kind as keyof typeof FIELDS]} of a network; give --costs FILE (docs/grouping.md)`,
    { file: source.path, field: 'costs' },
  );
}

function readCosts(path: string, tasks: readonly string[]): Map<number, NetworkCosts> {
  const { subsets } = parseContent(path, readJson(path, 'costs'), FILE);
  const table = new Map<number, NetworkCosts>();
  for (const [i, { tasks: named, ...costs }] of subsets.entries()) {
    const place = `subsets.${i}`;
    const group = groupIn(path, tasks, { place, tasks: named });
    if (table.has(group)) throw invalidData(path, place, `lists ${named.join('+')} a second time`);
    table.set(group, costs);
  }
  return table;
}

/** The networks without a cost, in words; undefined where all have one. */
export function costlessNote(
  costs: Costs,
  groups: readonly number[],
  tasks: readonly string[],
): string | undefined {
  const missing = groups.filter((group) => costs.of(group) === undefined).sort(inListingOrder);
  if (missing.length === 0) return undefined;
  const names = missing.slice(0, 3).map((group) =>
    members(group)
      .map((t) => tasks[t] as string)
      .join('+'),
  );
  const more = missing.length > 3 ? ' ...' : '';
  return `${missing.length} networks have no ${costs.unit} in ${costs.from} and cannot be chosen: ${names.join(', ')}${more}`;
}
