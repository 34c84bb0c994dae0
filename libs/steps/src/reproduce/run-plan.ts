import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  CancelledError,
  ConflictError,
  InvalidArgumentError,
  InvalidDataError,
  NotFoundError,
  ResourceExhaustedError,
  UnsupportedError,
  type DomainError,
  type ErrorDetails,
} from '@metasparse/contracts';
import { holdLock } from '../run/run-lock.js';
import { awaitOrphan } from './orphan.js';
import type { Plan, PlanStep } from './plan.js';
import { runStepProcess, type StepEnd } from './step-process.js';
import { isFinished, markFinished, missingOutput, startArguments } from './step-state.js';

export type StepEvent =
  | { readonly kind: 'waiting'; readonly pid: number }
  | { readonly kind: 'kept' | 'started' | 'finished'; readonly step: PlanStep }
  | { readonly kind: 'left'; readonly step: PlanStep; readonly reason: string };

export interface PlanHandlers {
  /** Program and first arguments of metasparse. */
  readonly program: readonly string[];
  readonly onEvent: (event: StepEvent) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs the steps of a plan one after another in `out`. A finished step is not run again; one that was stopped, or whose
 * runner was killed, is started again as it says. Steps that are blocked, and those that need them, are left out.
 * @throws ConflictError where another process runs the plan there; the error of a step that fails; CancelledError.
 */
export async function runPlan(
  plan: Plan,
  out: string,
  { program, onEvent, signal }: PlanHandlers,
): Promise<void> {
  mkdirSync(out, { recursive: true });
  const lock = join(out, 'lock');
  holdLock(lock, out);
  try {
    await awaitOrphan(out, (pid) => onEvent({ kind: 'waiting', pid }), signal);
    const left = new Set<string>();
    for (const step of plan.steps) {
      if (signal.aborted) throw stopped(out);
      const reason = reasonToLeave(step, left);
      if (isFinished(out, step)) onEvent({ kind: 'kept', step });
      else if (reason === null) await runStep(out, step, { program, onEvent, signal });
      else {
        left.add(step.id);
        onEvent({ kind: 'left', step, reason });
      }
    }
  } finally {
    rmSync(lock, { force: true });
  }
}

function reasonToLeave({ blocked, needs }: PlanStep, left: ReadonlySet<string>): string | null {
  if (blocked !== null) return blocked;
  const missing = needs.find((id) => left.has(id));
  return missing === undefined ? null : `needs ${missing}`;
}

async function runStep(
  out: string,
  step: PlanStep,
  { program, onEvent, signal }: PlanHandlers,
): Promise<void> {
  onEvent({ kind: 'started', step });
  const end = await runStepProcess(out, step.id, [...program, ...startArguments(out, step)], signal);
  if (signal.aborted) throw stopped(out);
  if (end.code !== 0) throw failed(step, end);
  const missing = missingOutput(out, step);
  if (missing !== null)
    throw new NotFoundError(`step ${step.id} ended well but did not write ${missing}; correct the plan`, {
      file: missing,
    });
  await markFinished(out, step);
  onEvent({ kind: 'finished', step });
}

function stopped(out: string): CancelledError {
  return new CancelledError(`stopped; what is done is kept in ${out}: the same command goes on from there`);
}

const CLASSES = [
  InvalidArgumentError,
  InvalidDataError,
  NotFoundError,
  ConflictError,
  UnsupportedError,
  ResourceExhaustedError,
  CancelledError,
] as const;

/** A failure of the class that the step's own exit code names. */
function failed({ id }: PlanStep, { code, signal }: StepEnd): DomainError {
  const how = signal === null ? `ended with exit code ${code ?? ''}` : `was ended by ${signal}`;
  const message = `step ${id} ${how}, its reason stands above; the same command goes on with this step`;
  const details: ErrorDetails = { field: id, value: code ?? signal };
  const own = CLASSES.map((Known) => new Known(message, details)).find(({ exitCode }) => exitCode === code);
  return own ?? new InvalidDataError(message, details);
}
