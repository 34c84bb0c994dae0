import { z } from 'zod';

const ID = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/, 'use small letters, digits, points and hyphens');

const STEP = z.strictObject({
  id: ID,
  title: z.string(),
  /** Arguments of metasparse; paths are relative to the plan's folder. */
  args: z.array(z.string()).min(1),
  /** Files that a finished step has left in its folder `steps/ID`. */
  outputs: z
    .array(z.string().regex(/^(?!\/)(?!.*\.\.).+$/, 'use a path below the folder of the step'))
    .min(1),
  /** Steps that have to be finished before. */
  needs: z.array(ID).default([]),
  /** How a stopped step is started again: the same command, with its folder cleared before, or with --resume. */
  again: z.enum(['repeat', 'clear', 'resume']).default('clear'),
  /** Estimated; null where nothing is known. */
  seconds: z.number().nullable().default(null),
  /** Why the step cannot be run; null where it can. */
  blocked: z.string().nullable().default(null),
});

const CELL = z.strictObject({
  /** Name of the result, as `metasparse compare` shows it. */
  result: z.string(),
  /** Steps whose folders hold it, one a seed or several seeds each; empty for a cell that is published only. */
  steps: z.array(ID),
  published: z
    .strictObject({ value: z.number(), text: z.string(), source: z.string() })
    .nullable()
    .default(null),
});

const TABLE = z.strictObject({
  title: z.string(),
  /** How the published values were measured. */
  conditions: z.string(),
  columns: z.array(z.string()).min(1),
  /** Whether the values of a row are expected to fall from the first column to the last. */
  ordered: z.boolean().default(false),
  rows: z.array(z.strictObject({ name: z.string(), cells: z.array(CELL.nullable()) })),
});

/** Commands that reproduce something, and the table that their results fill. */
export const PLAN = z.strictObject({
  schema: z.literal('metasparse.plan/v1'),
  name: ID,
  title: z.string(),
  /** What a reader has to know: where estimates come from, what cannot be run. */
  notes: z.array(z.string()).default([]),
  /** In the order in which they run. */
  steps: z.array(STEP),
  tables: z.array(TABLE).default([]),
});

export type PlanStep = Readonly<z.infer<typeof STEP>>;
export type PlanCell = Readonly<z.infer<typeof CELL>>;
export type PlanTable = Readonly<z.infer<typeof TABLE>>;
export type Plan = Readonly<z.infer<typeof PLAN>>;

/** Folder of a step, relative to the plan's. */
export function stepFolder(id: string): string {
  return `steps/${id}`;
}
