import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '@metasparse/artifacts';
import { measuredRate, type MeasuredRate } from './measured-rate.js';

const KEPT = z.object({
  width: z.number(),
  crop: z.number(),
  rate: z.object({ flopsPerSecond: z.number().positive(), how: z.string() }),
});

/**
 * The rate of this machine at a width and crop: the one that the plan's folder holds, or measured, and kept there.
 * Without a folder it is measured and not kept.
 */
export async function keptRate(
  out: string | null,
  size: { readonly width: number; readonly crop: number },
  signal: AbortSignal,
): Promise<MeasuredRate> {
  const path = out === null ? null : join(out, 'rate.json');
  const kept = path === null ? null : readKept(path);
  if (kept !== null && kept.width === size.width && kept.crop === size.crop) return kept.rate;
  const rate = await measuredRate(size.width, size.crop, signal);
  if (out !== null && path !== null) {
    mkdirSync(out, { recursive: true });
    await writeFileAtomically(path, `${JSON.stringify({ ...size, rate }, null, 1)}\n`);
  }
  return rate;
}

/** null for what is not there or not to be read: it is measured again. */
function readKept(path: string): z.infer<typeof KEPT> | null {
  if (!existsSync(path)) return null;
  try {
    return KEPT.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data ?? null;
  } catch {
    return null;
  }
}
