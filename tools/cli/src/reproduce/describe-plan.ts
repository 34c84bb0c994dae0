import { shellLine, type Reproduction } from '@metasparse/report';
import { REPRODUCTION_FILES, type Plan, type PlanStep } from '@metasparse/steps';
import { duration, table } from '../console/format.js';

/** The plan as a table of steps; with `commands` also every command. */
export function describePlan(plan: Plan, finished: readonly string[], commands: boolean): string {
  const { title, steps, notes } = plan;
  const reasons = [...new Set(steps.flatMap(({ blocked }) => (blocked === null ? [] : [blocked])))];
  const rows = steps.map((step) => [step.id, hours(step.seconds), state(step, finished, reasons)]);
  const parts = [
    title,
    table([
      ['step', 'estimated', 'state'],
      ...rows,
      ['all', total(steps), ''],
      ['still to do', total(open(steps, finished)), ''],
    ]),
    reasons.map((reason, i) => `blocked [${i + 1}]: ${reason}`).join('\n'),
    notes.map((note) => `note: ${note}`).join('\n'),
    commands ? steps.map(({ args }) => shellLine(['metasparse', ...args])).join('\n') : '',
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function state({ id, blocked }: PlanStep, finished: readonly string[], reasons: readonly string[]): string {
  if (finished.includes(id)) return 'done';
  return blocked === null ? 'to do' : `blocked [${reasons.indexOf(blocked) + 1}]`;
}

function open(steps: readonly PlanStep[], finished: readonly string[]): PlanStep[] {
  return steps.filter(({ id }) => !finished.includes(id));
}

function total(steps: readonly PlanStep[]): string {
  const known = steps.flatMap(({ seconds }) => (seconds === null ? [] : [seconds]));
  if (known.length === 0) return '-';
  const sum = hours(known.reduce((all, seconds) => all + seconds, 0));
  return known.length < steps.length ? `more than ${sum}` : sum;
}

function hours(seconds: number | null): string {
  if (seconds === null) return '-';
  return seconds < 3600 ? duration(seconds) : `${(seconds / 3600).toFixed(1)} h`;
}

/** Where the tables are, and what they say of an order that was claimed. */
export function describeTables({ finished, steps, tables }: Reproduction, out: string): string {
  const orders = tables.flatMap(({ title, orders: all }) =>
    all.map(
      ({ of, inOrder, rows, chance, p }) =>
        `${title}, ${of}: ${inOrder} of ${rows} rows in the expected order, chance ${chance.toFixed(3)}, p = ${p.toPrecision(3)}`,
    ),
  );
  const files = REPRODUCTION_FILES.join(', ');
  return [
    `${finished} of ${steps} steps are finished`,
    ...orders,
    `${out}: plan.json, run.sh, ${files}`,
  ].join('\n');
}
