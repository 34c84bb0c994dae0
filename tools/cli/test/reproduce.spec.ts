import { execFile, spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Reproduction } from '@metasparse/report';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const BINARY = fileURLToPath(new URL('../bin/metasparse.mjs', import.meta.url));
const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const reproduce = (...args: string[]) => metasparse(['reproduce', ...args], scratch.path);
const read = (...names: string[]): string => readFileSync(at(...names), 'utf8');

const similarity = (id: string, seed: number, batches: number): object => ({
  id,
  title: `similarity, seed ${seed}`,
  args: [
    ...['similarity', '--data', at('data'), '--tasks', 'seg,sn,depth', '--batches', String(batches)],
    ...['--batch-size', '1', '--crop', '33', '--width', '1/32', '--workers', '1', '--block-batches', '1'],
    ...['--seeds', '1', '--first-seed', String(seed), '--sparsities', '50', '--out', `steps/${id}`],
  ],
  outputs: ['similarity.json', 'run.json'],
  again: 'repeat',
});

const PAIRS = ['seg/sn', 'seg/depth', 'sn/depth'];
const row = (metric: string, published: readonly number[]): object => ({
  name: metric,
  cells: PAIRS.map((pair, i) => ({
    result: `${pair} ${metric}, equal, 50 %`,
    steps: ['sim-0', 'sim-1'],
    published: { value: published[i], text: `${published[i] ?? ''}`, source: 'here' },
  })),
});

/** Two seeds, a table and the shared weights of the first: commands of seconds. */
const PLAN = {
  schema: 'metasparse.plan/v1',
  name: 'cheap',
  title: 'A cheap plan',
  steps: [
    similarity('sim-0', 0, 1),
    similarity('sim-1', 1, 4),
    {
      id: 'text',
      title: 'table',
      args: ['table', '--from', 'steps/sim-0', '--format', 'md', '--out', 'steps/text/table.md'],
      outputs: ['table.md'],
      needs: ['sim-0'],
    },
    {
      id: 'shared',
      title: 'shared weights',
      args: ['iou', '--from', 'steps/sim-0', '--keep-ratio', '0.5', '--out', 'steps/shared'],
      outputs: ['iou.json'],
      needs: ['sim-0'],
    },
  ],
  tables: [
    {
      title: 'Two metrics',
      conditions: 'made up',
      columns: PAIRS,
      ordered: true,
      rows: [row('iou', [0.9, 0.8, 0.7]), row('epi', [0.9, 0.95, 0.85])],
    },
  ],
};

beforeAll(() => {
  copySample('hypersim', at('data'));
  writeFileSync(at('cheap.json'), JSON.stringify(PLAN));
});
afterAll(() => {
  scratch.remove();
});

describe('metasparse reproduce', () => {
  it('survives kill -9: what is done stays, the rest is finished, and the tables are filled', async () => {
    const child = spawn(process.execPath, [BINARY, 'reproduce', 'cheap.json', '--out', 'run', '--run'], {
      cwd: scratch.path,
      stdio: 'ignore',
    });
    const partial = at('run/steps/sim-1/saliency');
    while (!existsSync(partial) || readdirSync(partial).length === 0) await setTimeout(20);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    expect(readdirSync(at('run/done'))).toEqual(['sim-0']);
    const before = statSync(at('run/steps/sim-0/run.json')).mtimeMs;

    const { code, stdout, stderr } = await reproduce('cheap.json', '--out', 'run', '--run');
    expect([code, stderr]).toEqual([0, expect.stringContaining('sim-0: done before')]);
    expect(stderr).toContain('sim-1: finished');
    expect(stdout).toContain('4 of 4 steps are finished');
    expect(statSync(at('run/steps/sim-0/run.json')).mtimeMs).toBe(before);
    expect(readdirSync(at('run/done')).sort()).toEqual(['shared', 'sim-0', 'sim-1', 'text']);
    expect(existsSync(at('run/running.json')) || existsSync(at('run/lock'))).toBe(false);
  });

  it('lays ours beside the published value, with the spread over seeds and the share in order', () => {
    const tables = JSON.parse(read('run/table.json')) as Reproduction;
    const cell = tables.tables[0]?.rows[0]?.cells[0];
    const values = ['sim-0', 'sim-1'].map((id) => similarityOf('run', id, 'seg', 'sn', 'iou'));
    const mean = values.reduce((sum, value) => sum + value, 0) / 2;
    expect(cell?.ours).toBeCloseTo(mean, 12);
    expect(cell?.sd).toBeCloseTo(Math.abs((values[0] ?? 0) - (values[1] ?? 0)) / Math.SQRT2, 12);
    expect(cell?.difference).toBeCloseTo(mean - 0.9, 12);
    expect(tables.tables[0]?.orders[1]).toMatchObject({ of: 'published', rows: 2, inOrder: 1 });
    expect(tables.tables[0]?.orders[1]?.p).toBeCloseTo(11 / 36, 12);
    expect(read('run/table.md')).toMatch(/^\| iou \| [\d.]+ ± [\d.]+ \/ 0\.9 \/ [+−]?[\d.]+ \|/m);
    expect(read('run/table.tsv').split('\n')).toHaveLength(1 + 6 + 1);
    expect(read('run/table.html')).toMatch(/^<!doctype html>[\s\S]*<th scope="row">iou<\/th>/);
  });

  it('writes a script that goes on where it stopped, and the other way round', async () => {
    cpSync(at('run'), at('script'), { recursive: true });
    for (const id of ['text', 'shared']) rmSync(at('script/done', id));
    writeFileSync(at('script/steps/shared/half'), 'left by a stop');
    const run = promisify(execFile);
    const env = { ...process.env, METASPARSE: `${process.execPath} ${BINARY}` };
    const first = await run('sh', [at('script/run.sh')], { env });
    expect(first.stdout.match(/done before/g)).toHaveLength(2);
    expect(existsSync(at('script/steps/shared/half'))).toBe(false);
    expect(read('script/steps/shared/iou.json')).toBe(read('run/steps/shared/iou.json'));
    const { stderr } = await reproduce('cheap.json', '--out', 'script', '--run');
    expect(stderr.match(/done before/g)).toHaveLength(4);
  });

  it('stops at a step that fails, with the exit code of its command', async () => {
    const steps = [{ id: 'bad', title: 'bad', args: ['table', '--from', 'absent'], outputs: ['x'] }];
    writeFileSync(at('bad.json'), JSON.stringify({ ...PLAN, steps, tables: [] }));
    const { code, stderr } = await reproduce('bad.json', '--out', 'bad', '--run');
    expect([code, stderr]).toEqual([4, expect.stringContaining('step bad ended with exit code 4')]);
    expect(stderr).toContain('absent/similarity.json');
  });

  it('refuses results of another command, wrong plans and wrong flags', async () => {
    writeFileSync(
      at('other.json'),
      JSON.stringify({ ...PLAN, steps: [similarity('sim-0', 0, 3)], tables: [] }),
    );
    expect(await reproduce('other.json', '--out', 'run')).toMatchObject({ code: 5 });
    for (const [name, steps] of Object.entries({
      twice: [PLAN.steps[0], PLAN.steps[0]],
      early: [PLAN.steps[2]],
      outside: [{ ...PLAN.steps[0], outputs: ['../x'] }],
      named: [{ ...PLAN.steps[0], id: '../x' }],
    })) {
      writeFileSync(at(`${name}.json`), JSON.stringify({ ...PLAN, steps, tables: [] }));
      expect([name, (await reproduce(`${name}.json`, '--out', 'new')).code]).toEqual([name, 3]);
    }
    expect(await reproduce('absent.json')).toMatchObject({ code: 4 });
    expect(await reproduce('nothing')).toMatchObject({ code: 2 });
    expect(await reproduce('cheap.json', '--seeds', '2')).toMatchObject({ code: 2 });
    expect(await reproduce('cheap.json', '--run', '--dry-run')).toMatchObject({ code: 2 });
    expect(existsSync(at('new'))).toBe(false);
  });

  it('plans a publication without data: every step waits, nothing is written', async () => {
    const { code, stdout } = await reproduce(
      'disparse-cityscapes',
      '--scale',
      'short',
      '--seeds',
      '1',
      '--dry-run',
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^train-baseline-seed0 +.* blocked \[1\]$/m);
    expect(stdout).toContain('LTH, RigL, IMP have no counterpart here');
    expect(stdout).toMatch(/note: hours are .* at the rate of a measured step: .*GFLOP\/s/);
    expect(stdout).toContain('metasparse train --data DIR --dataset cityscapes');
    expect(existsSync(at('reproduce-disparse-cityscapes'))).toBe(false);
  });
});

function similarityOf(run: string, id: string, a: string, b: string, metric: string): number {
  const file = JSON.parse(read(run, 'steps', id, 'similarity.json')) as {
    rows: { pair: string[]; metric: string; weighting: string; sparsity: unknown; value: number }[];
  };
  const found = file.rows.find(
    (one) =>
      one.pair.join() === `${a},${b}` &&
      one.metric === metric &&
      one.weighting === 'equal' &&
      one.sparsity === 50,
  );
  return found?.value ?? NaN;
}
