import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import { writingTo } from '../machine/output-file.js';
import { planScript } from './plan-script.js';
import type { Plan } from './plan.js';

/** Writes plan.json, and run.sh, whose last command is metasparse with the arguments `finish`. */
export async function writePlan(out: string, plan: Plan, finish: readonly string[]): Promise<void> {
  await writingTo(out, async () => {
    await writeFileAtomically(join(out, 'plan.json'), `${JSON.stringify(plan, null, 1)}\n`);
    const script = join(out, 'run.sh');
    await writeFileAtomically(script, planScript(plan, finish));
    chmodSync(script, 0o755);
  });
}
