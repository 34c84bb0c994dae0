import { InvalidArgumentError } from '@metasparse/contracts';
import { dataState, keptRate, PLANS, readPlan, sizeOf, type Plan, type Scale } from '@metasparse/steps';
import { parseWhole } from '../console/parse-whole.js';
import { choose } from '../results/read-run.js';
import type { ReproduceFlags } from './command.js';

const SCALES: Readonly<Record<Scale, Scale>> = { full: 'full', short: 'short' };

/** The plan of a file, or a known one for the flags; `out` keeps the measured rate, null keeps nothing. */
export async function choosePlan(
  name: string,
  flags: ReproduceFlags,
  out: string | null,
  signal: AbortSignal,
): Promise<Plan> {
  if (name.endsWith('.json')) return planOfFile(name, flags);
  const definition = choose('plan', name, PLANS);
  const scale = choose('scale', flags.scale ?? 'full', SCALES);
  const seeds = flags.seeds === undefined ? definition.seeds : parseWhole('seeds', flags.seeds, 1, 100);
  if (definition.dataset === null) {
    if (flags.data === undefined) return definition.build({ seeds, scale });
    throw new InvalidArgumentError(`--data: the plan ${name} makes its data itself; leave the flag away`, {
      field: 'data',
      value: flags.data,
    });
  }
  const data = await dataState(definition.dataset, flags.data);
  const rate = await keptRate(out, sizeOf(definition.dataset, scale), signal);
  return definition.build({ data, seeds, scale, rate });
}

function planOfFile(path: string, flags: ReproduceFlags): Plan {
  for (const field of ['data', 'seeds', 'scale'] as const)
    if (flags[field] !== undefined)
      throw new InvalidArgumentError(`--${field} is for the known plans; ${path} says it in its commands`, {
        field,
        file: path,
      });
  return readPlan(path);
}
