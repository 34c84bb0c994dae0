import { InvalidDataError, NotFoundError } from '@metasparse/contracts';
import { readResultFile } from '../compare/result-file.js';
import { PLAN, type Plan } from './plan.js';

/**
 * Reads a plan from a JSON file.
 * @throws NotFoundError where there is none; InvalidDataError where it is no plan, names a step twice, or a step needs
 *   one that does not come before it.
 */
export function readPlan(path: string): Plan {
  const plan = readResultFile(path, 'metasparse.plan/v1', PLAN);
  if (plan === null) throw new NotFoundError(`${path}: there is no such plan`, { file: path });
  checkPlan(plan, path);
  return plan;
}

function checkPlan({ steps, tables }: Plan, path: string): void {
  const known = new Set<string>();
  for (const { id, needs } of steps) {
    if (known.has(id)) throw odd(path, `step ${id} is there twice`);
    const missing = needs.find((need) => !known.has(need));
    if (missing !== undefined) throw odd(path, `step ${id} needs ${missing}, which does not come before it`);
    known.add(id);
  }
  for (const { title, columns, rows } of tables)
    for (const { name, cells } of rows) {
      if (cells.length !== columns.length)
        throw odd(path, `row ${name} of ${title} has ${cells.length} cells for ${columns.length} columns`);
      const missing = cells.flatMap((cell) => cell?.steps ?? []).find((id) => !known.has(id));
      if (missing !== undefined)
        throw odd(path, `row ${name} of ${title} reads step ${missing}, which is not there`);
    }
}

function odd(path: string, what: string): InvalidDataError {
  return new InvalidDataError(`${path}: ${what}; correct the plan`, { file: path });
}
