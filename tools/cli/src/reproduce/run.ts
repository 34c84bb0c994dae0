import { basename, resolve } from 'node:path';
import { InvalidArgumentError, NotFoundError } from '@metasparse/contracts';
import {
  isFinished,
  reproduction,
  runPlan,
  writePlan,
  writeReproduction,
  type Plan,
  type StepEvent,
} from '@metasparse/steps';
import type { ReproduceFlags } from './command.js';
import { describePlan, describeTables } from './describe-plan.js';
import { choosePlan } from './choose-plan.js';

/** Makes the plan; prints it, or writes it and the tables so far; with --run runs it first. */
export async function runReproduce(name: string, flags: ReproduceFlags): Promise<void> {
  if (flags.dryRun === true && flags.run === true)
    throw new InvalidArgumentError('--dry-run writes nothing, --run runs the plan; give one of them', {
      field: 'dry-run',
    });
  const stop = new AbortController();
  const onInterrupt = (signal: NodeJS.Signals): void => {
    stop.abort(signal);
  };
  process.once('SIGINT', onInterrupt);
  process.once('SIGTERM', onInterrupt);
  try {
    const out = flags.out ?? `reproduce-${basename(name, '.json')}`;
    const plan = await choosePlan(name, flags, flags.dryRun === true ? null : out, stop.signal);
    const finished = plan.steps.filter((step) => isFinished(out, step)).map(({ id }) => id);
    process.stdout.write(`${describePlan(plan, finished, flags.dryRun === true)}\n`);
    if (flags.dryRun === true) return;
    await writePlan(out, plan, finishArguments(name, flags));
    if (flags.run === true) await run(plan, out, stop.signal);
    const tables = reproduction(plan, out);
    await writeReproduction(out, tables);
    process.stdout.write(`\n${describeTables(tables, out)}\n`);
  } finally {
    process.off('SIGINT', onInterrupt);
    process.off('SIGTERM', onInterrupt);
  }
}

async function run(plan: Plan, out: string, signal: AbortSignal): Promise<void> {
  const [first] = plan.steps;
  if (first?.blocked != null && plan.steps.every(({ blocked }) => blocked !== null))
    throw new NotFoundError(`no step of the plan can be run: ${first.blocked}`, { field: 'data' });
  const program = [process.execPath, ...process.execArgv, process.argv[1] ?? 'metasparse'];
  await runPlan(plan, out, { program, onEvent: report, signal });
}

function report(event: StepEvent): void {
  process.stderr.write(`${sentence(event)}\n`);
}

function sentence(event: StepEvent): string {
  switch (event.kind) {
    case 'waiting':
      return `waiting for process ${event.pid}, which a stopped start has left`;
    case 'left':
      return `${event.step.id}: left out, ${event.reason}`;
    case 'kept':
      return `${event.step.id}: done before`;
    case 'started':
    case 'finished':
      return `${event.step.id}: ${event.kind}`;
  }
}

/** What the script runs last, in the plan's folder: the tables from what is there. */
function finishArguments(name: string, { data, seeds, scale }: ReproduceFlags): string[] {
  const flag = (flagName: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`--${flagName}`, value];
  const plan = name.endsWith('.json') ? resolve(name) : name;
  const place = data === undefined ? undefined : resolve(data);
  return [
    'reproduce',
    plan,
    ...flag('data', place),
    ...flag('seeds', seeds),
    ...flag('scale', scale),
    '--out',
    '.',
  ];
}
