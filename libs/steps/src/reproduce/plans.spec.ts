import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { PlanContext } from './budget.js';
import { dataState } from './data-state.js';
import { PLANS } from './plans.js';
import { readPlan } from './read-plan.js';
import { reproduction } from './reproduction.js';
import { writePlan } from './write-plan.js';
import { sampleFolder } from '@metasparse/datasets';

const scratch = mkdtempSync(join(tmpdir(), 'metasparse-plans-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const RATE = { flopsPerSecond: 1e11, how: 'given' };
async function context(name: string, more: Partial<PlanContext> = {}, folder?: string): Promise<PlanContext> {
  const dataset = PLANS[name]?.dataset;
  return { data: await dataState(dataset ?? 'nyuv2', folder), seeds: 2, scale: 'full', rate: RATE, ...more };
}

const PUBLICATIONS = Object.keys(PLANS).filter((name) => PLANS[name]?.dataset !== null);

describe.each(PUBLICATIONS)('the plan %s', (name) => {
  const build = async (more?: Partial<PlanContext>) => PLANS[name]?.build(await context(name, more));

  it('is whole as a file: steps once, after what they need, and in the tables', async () => {
    const plan = await build();
    if (plan === undefined) throw new Error('no plan');
    const out = join(scratch, name);
    await writePlan(out, plan, ['reproduce', name]);
    expect(readPlan(join(out, 'plan.json'))).toEqual(plan);
    expect(plan.name).toBe(name);
  });

  it('has a row for every published one, of ours or alone', async () => {
    const plan = await build();
    for (const { cells } of plan?.tables.flatMap(({ rows }) => rows) ?? [])
      for (const cell of cells) expect(cell?.published).not.toBeNull();
    const filled = plan === undefined ? null : reproduction(plan, scratch);
    expect(filled?.finished).toBe(0);
  });

  it('waits for data, and says so at every step', async () => {
    const plan = await build();
    expect(plan?.steps.every(({ blocked }) => blocked?.includes('--data'))).toBe(true);
  });

  it('takes less at the short scale, and twice as much at half the rate', async () => {
    const total = async (more: Partial<PlanContext>): Promise<number> =>
      ((await build(more))?.steps ?? []).reduce((sum, { seconds }) => sum + (seconds ?? 0), 0);
    const full = await total({});
    expect(await total({ scale: 'short' })).toBeLessThan(full / 100);
    expect(await total({ rate: { ...RATE, flopsPerSecond: 5e10 } })).toBeCloseTo(2 * full, 0);
  });
});

it('makes scenes, and prunes, trains and measures every row of the table on them', async () => {
  const plan = PLANS.scenes?.build(await context('scenes'));
  if (plan === undefined) throw new Error('no plan');
  const out = join(scratch, 'scenes');
  await writePlan(out, plan, ['reproduce', 'scenes']);
  expect(readPlan(join(out, 'plan.json'))).toEqual(plan);
  expect(plan.steps[0]?.args.slice(0, 2)).toEqual(['data', 'make-scenes']);
  expect(plan.tables[0]?.rows.map(({ name }) => name)).toEqual([
    'best constants',
    'dense',
    'dense, mixed precision',
    'static 90 %',
    'random 90 %',
    'dynamic 90 %',
    'static 98 %',
    'random 98 %',
  ]);
  const waiting = plan.steps.filter(({ blocked }) => blocked !== null).map(({ id }) => id);
  expect(waiting.filter((id) => !id.includes('mixed'))).toEqual([]);
  expect(reproduction(plan, out)).toMatchObject({ finished: 0, steps: plan.steps.length });
});

it("shows the published order in 12 of the report's 80 rows before anything is run", async () => {
  const plan = PLANS.report?.build(await context('report'));
  const [table] = plan === undefined ? [] : reproduction(plan, scratch).tables;
  expect(table?.rows).toHaveLength(80);
  expect(table?.orders).toMatchObject([{ of: 'published', rows: 80, inOrder: 12 }]);
});

it('leaves the rows of LTH, RigL and IMP to the publication', async () => {
  const plan = PLANS['disparse-nyuv2']?.build(await context('disparse-nyuv2'));
  const alone = plan?.tables[0]?.rows.filter(({ cells }) => cells.every((cell) => cell?.steps.length === 0));
  expect(alone?.map(({ name }) => name)).toEqual(['LTH', 'RigL', 'IMP']);
});

it('tells which steps a sample without a test split allows', async () => {
  const plan = PLANS.report?.build(await context('report', {}, sampleFolder('hypersim')));
  const blocked = plan?.steps.filter((step) => step.blocked !== null).map(({ id }) => id.split('-')[0]);
  const runnable = plan?.steps.filter((step) => step.blocked === null).map(({ id }) => id.split('-')[0]);
  expect(new Set([...(blocked ?? []), ...(runnable ?? [])])).toEqual(
    new Set(['similarity', 'train', 'evaluate']),
  );
  expect(runnable).toContain('similarity');
  expect(plan?.notes.join('\n')).toContain('are a sample');
});
