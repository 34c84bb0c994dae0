import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalJson, sha256, writeFileAtomically } from '@metasparse/artifacts';
import { ConflictError } from '@metasparse/contracts';
import { stepFolder, type PlanStep } from './plan.js';

/** What a step's results depend on. */
export function stepKey({ args, outputs }: Pick<PlanStep, 'args' | 'outputs'>): string {
  return sha256(canonicalJson({ args, outputs }));
}

/** The file that says a step is finished; it holds the step's key. */
export function markerPath(out: string, id: string): string {
  return join(out, 'done', id);
}

/**
 * Whether a step is finished: its marker and all its outputs are there.
 * @throws ConflictError where the marker is of another command.
 */
export function isFinished(out: string, step: PlanStep): boolean {
  const marker = markerPath(out, step.id);
  if (!existsSync(marker)) return false;
  if (readFileSync(marker, 'utf8').trim() !== stepKey(step))
    throw new ConflictError(
      `${out}: step ${step.id} was made by another command than the plan's; choose another --out`,
      { file: marker, field: 'out' },
    );
  return missingOutput(out, step) === null;
}

export function missingOutput(out: string, { id, outputs }: PlanStep): string | null {
  return outputs.map((name) => join(out, stepFolder(id), name)).find((path) => !existsSync(path)) ?? null;
}

export async function markFinished(out: string, step: PlanStep): Promise<void> {
  await writeFileAtomically(markerPath(out, step.id), `${stepKey(step)}\n`);
}

/** The arguments of a start of the step, after what a stopped one has left is cleared away where it has to be. */
export function startArguments(out: string, { id, args, again }: PlanStep): readonly string[] {
  const folder = join(out, stepFolder(id));
  if (!existsSync(folder)) return args;
  if (again === 'clear') rmSync(folder, { recursive: true, force: true });
  return again === 'resume' ? [...args, '--resume'] : args;
}
