import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import type { MeasuredMetric } from '@metasparse/evidence';

const RESULT = 'result.json';

/** What is known of a run that is done: numbers, or why there are none. */
export type RunResult =
  | {
      readonly key: string;
      readonly losses: Readonly<Record<string, number | null>>;
      readonly metrics: Readonly<Record<string, readonly MeasuredMetric[]>>;
      /** Of training. */
      readonly seconds: number;
    }
  | { readonly key: string; readonly failed: string };

/** The result in a run's folder; null where there is none of this key. */
export function readResult(folder: string, key: string): RunResult | null {
  const path = join(folder, RESULT);
  if (!existsSync(path)) return null;
  try {
    const result = JSON.parse(readFileSync(path, 'utf8')) as RunResult | null;
    return result?.key === key ? result : null;
  } catch {
    // A file that somebody damaged is as good as none: the run is done again.
    return null;
  }
}

export async function writeResult(folder: string, result: RunResult): Promise<void> {
  await writeFileAtomically(join(folder, RESULT), `${JSON.stringify(result, null, 1)}\n`);
}
