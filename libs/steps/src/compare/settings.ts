import { z } from 'zod';
import type { RunKind, Setting, Settings } from './run-result.js';

export const SETTING = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Settings that say where a run reads and writes, or how many processes work, and decide no result. */
const PLACES: ReadonlySet<string> = new Set([
  'out',
  'data',
  'net',
  'workers',
  'from',
  'resume',
  'keepBlocks',
]);
/** Settings in which the runs of one group differ. */
const SEEDS: ReadonlySet<string> = new Set(['seed', 'seeds', 'firstSeed']);

/** The scalar settings and lists of scalars, each named with its kind; places and seeds left out. */
export function settingsOf(kind: RunKind, values: Readonly<Record<string, unknown>>): Settings {
  const kept = Object.entries(values).flatMap(([name, value]) => {
    const setting = asSetting(value);
    if (setting === undefined || PLACES.has(name) || SEEDS.has(name)) return [];
    return [[`${kind}.${name}`, setting] as const];
  });
  return Object.fromEntries(kept);
}

function asSetting(value: unknown): Setting | undefined {
  const scalar = SETTING.safeParse(value);
  if (scalar.success) return scalar.data;
  const list = z.array(SETTING).safeParse(value);
  return list.success ? list.data : undefined;
}
