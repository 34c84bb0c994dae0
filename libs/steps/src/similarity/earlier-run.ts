import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const amount = z.number().nonnegative();

/** What a later start takes from the record of an earlier one. */
const EARLIER_RUN = z.object({
  schema: z.literal('metasparse.run/v1'),
  versions: z.object({ tensorflow: z.string() }),
  device: z.object({ kind: z.enum(['cpu', 'gpu']) }),
  times: z.object({
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    seconds: amount,
    secondsPerBatch: amount.nullable(),
    idleShare: amount.nullable(),
    perPhase: z.record(z.string(), amount),
  }),
  peakMemoryBytes: amount,
});

export type EarlierRun = z.infer<typeof EARLIER_RUN>;

/**
 * The record that an earlier start of the same run left in its folder: what it took to compute batches that are not
 * computed again. null where there is none, or none that can be used: the results do not depend on it.
 */
export function earlierRun(out: string): EarlierRun | null {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(out, 'run.json'), 'utf8'));
    return EARLIER_RUN.safeParse(parsed).data ?? null;
  } catch {
    return null;
  }
}
