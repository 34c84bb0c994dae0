import { join } from 'node:path';
import { writeFileAtomically } from '@metasparse/artifacts';
import {
  reproductionHtml,
  reproductionMarkdown,
  reproductionTsv,
  type ReproducedCell,
  type ReproducedOrder,
  type ReproducedTable,
  type Reproduction,
} from '@metasparse/report';
import { readRun } from '../compare/read-run.js';
import type { ComparedRun } from '../compare/run-result.js';
import { spreadOf } from '../compare/spread.js';
import { orderShare } from './expected-order.js';
import { stepFolder, type Plan, type PlanCell, type PlanTable } from './plan.js';
import { isFinished } from './step-state.js';

/** The files that `writeReproduction` leaves in the plan's folder. */
export const REPRODUCTION_FILES = ['table.md', 'table.tsv', 'table.json', 'table.html'] as const;

type Runs = ReadonlyMap<string, ComparedRun>;

/** The plan's tables, filled with the results of the steps that are finished in `out`. */
export function reproduction(plan: Plan, out: string): Reproduction {
  const finished = plan.steps.filter((step) => isFinished(out, step));
  const read = new Set(
    plan.tables.flatMap(({ rows }) => rows).flatMap(({ cells }) => cells.flatMap(stepsOf)),
  );
  const runs: Runs = new Map(
    finished.filter(({ id }) => read.has(id)).map(({ id }) => [id, readRun(join(out, stepFolder(id)))]),
  );
  return {
    schema: 'metasparse.reproduction/v1',
    name: plan.name,
    title: plan.title,
    notes: plan.notes,
    finished: finished.length,
    steps: plan.steps.length,
    tables: plan.tables.map((table) => filledTable(table, runs)),
  };
}

/** Writes table.md, .tsv, .html and .json. */
export async function writeReproduction(out: string, filled: Reproduction): Promise<void> {
  const write = (name: string, text: string): Promise<void> => writeFileAtomically(join(out, name), text);
  await write('table.md', reproductionMarkdown(filled));
  await write('table.tsv', reproductionTsv(filled));
  await write('table.html', reproductionHtml(filled));
  await write('table.json', `${JSON.stringify(filled, null, 1)}\n`);
}

function stepsOf(cell: PlanCell | null): readonly string[] {
  return cell?.steps ?? [];
}

function filledTable({ title, conditions, columns, rows, ordered }: PlanTable, runs: Runs): ReproducedTable {
  const filled = rows.map(({ name, cells }) => ({
    name,
    cells: cells.map((cell) => (cell === null ? null : filledCell(cell, runs))),
  }));
  const orders = ordered ? [orderOf('ours', filled), orderOf('published', filled)] : [];
  return { title, conditions, columns, rows: filled, orders: orders.filter((order) => order !== null) };
}

function filledCell({ result, steps, published }: PlanCell, runs: Runs): ReproducedCell {
  const values = steps.flatMap((id) => runs.get(id)?.results[result]?.values ?? []);
  const { mean: ours, sd, count: seeds } = spreadOf(values);
  const difference = ours === null || published === null ? null : ours - published.value;
  return { ours, sd, seeds, published, difference, ...judgedOf(steps, result, runs) };
}

/** The judgement of a cell that one run fills; that of several runs together is not known. */
function judgedOf(steps: readonly string[], result: string, runs: Runs): Pick<ReproducedCell, 'judged'> {
  const judged = steps.length === 1 ? runs.get(steps[0] ?? '')?.results[result]?.judged : undefined;
  return judged === undefined ? {} : { judged };
}

function orderOf(of: ReproducedOrder['of'], rows: ReproducedTable['rows']): ReproducedOrder | null {
  const values = rows.map(({ cells }) =>
    cells.map((cell) => (of === 'ours' ? cell?.ours : cell?.published?.value) ?? null),
  );
  const share = orderShare(values);
  return share === null ? null : { of, ...share };
}
