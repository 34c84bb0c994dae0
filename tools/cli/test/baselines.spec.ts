import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASELINE_METRICS, type BaselinesFile } from '@metasparse/baselines';
import type { ValidationFile } from '@metasparse/evidence';
import { copySample, metasparse, temporaryFolder, type Ended } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const baselines = (out: string, ...more: string[]): Promise<Ended> =>
  metasparse(['baselines', '--on', at('run'), '--out', at(out), ...more]);
const read = (...names: string[]): BaselinesFile =>
  JSON.parse(readFileSync(at(...names, 'baselines.json'), 'utf8')) as BaselinesFile;
const FILES = ['baselines.json', 'baselines.tsv', 'correlations.svg', 'correlations.tsv', 'report.html'];

let printed: Ended;

beforeAll(async () => {
  copySample('hypersim', at('data'));
  const settings = '--batches 2 --batch-size 2 --seeds 2 --crop 64 --width 1/32 --workers 1'.split(' ');
  const { code } = await metasparse(['similarity', '--data', at('data'), '--out', at('run'), ...settings]);
  expect(code).toBe(0);
  printed = await baselines('all');
  expect(printed.code).toBe(0);
  // Two whole commands, which a busy machine takes its time for.
}, 600_000);
afterAll(() => {
  scratch.remove();
});

/** Everything but what was timed. */
function untimed({ methods, together, ...file }: BaselinesFile) {
  return { ...file, methods: methods.map(({ seconds: _, ...method }) => method), passes: together.passes };
}

describe('metasparse baselines', () => {
  it('writes every metric of every pair, seed by seed, and what each method took', () => {
    expect(readdirSync(at('all')).sort()).toEqual(FILES);
    const { rows, layerRows, methods, together, layers, tasks } = read('all');
    expect(tasks).toEqual(['seg', 'sn', 'depth']);
    for (const metric of BASELINE_METRICS) {
      const own = rows.filter((row) => row.metric === metric);
      expect(own.length, metric).toBe(own[0]?.directed === true ? 6 : 3);
      for (const { value, std, seedValues } of own) {
        expect(seedValues).toHaveLength(2);
        const [a, b] = seedValues as [number, number];
        expect(value).toBeCloseTo((a + b) / 2, 9);
        expect(std).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 9);
      }
    }
    for (const { values } of layerRows) expect(values).toHaveLength(layers.length);
    const passes = (name: string) => methods.find(({ method }) => method === name)?.passes;
    expect(passes('tag')).toEqual({
      backboneForward: 16,
      headForward: 48,
      headBackward: 12,
      backboneBackward: 12,
    });
    expect(passes('h_score')).toEqual({
      backboneForward: 4,
      headForward: 0,
      headBackward: 0,
      backboneBackward: 0,
    });
    expect(together.passes).toEqual(passes('tag'));
    for (const { method, seconds } of methods) expect(seconds, method).toBeGreaterThan(0);
    expect(together.seconds).toBeGreaterThanOrEqual(Math.max(...methods.map(({ seconds }) => seconds)));
  });

  it('computes on the batches and nets of the run: the losses are the same', () => {
    const run = JSON.parse(readFileSync(at('run', 'run.json'), 'utf8')) as { losses: Record<string, number> };
    const losses = read('all').taskRows.filter(({ score }) => score === 'loss');
    expect(losses.map(({ task }) => task)).toEqual(Object.keys(run.losses));
    for (const { task, value } of losses) expect(value, task).toBeCloseTo(run.losses[task] ?? NaN, 12);
  });

  it("correlates everything with the run's mask metrics", () => {
    const { correlations } = read('all');
    const masks = ['mask_epi', 'mask_iou', 'mask_sals', 'mask_masked_sals'];
    expect(correlations.measures).toEqual([...BASELINE_METRICS, ...masks]);
    expect(correlations.rows).toHaveLength((15 * 14) / 2);
    const rho = correlations.rows.map(({ spearman }) => spearman.value);
    for (const value of rho) expect(Math.abs(value ?? NaN)).toBeLessThanOrEqual(1 + 1e-12);
    const [head, ...lines] = readFileSync(at('all', 'correlations.tsv'), 'utf8').trim().split('\n');
    expect(head).toBe('a\tb\tn\tspearman\tspearman_p\tkendall\tkendall_p');
    expect(lines).toHaveLength(105);
  });

  it('gives the same bits again from data in another place, and of some methods what it gave of all', async () => {
    cpSync(at('data'), at('moved'), { recursive: true });
    expect(await baselines('again', '--data', at('moved'))).toMatchObject({ code: 0 });
    expect(untimed(read('again'))).toEqual(untimed(read('all')));
    expect(readFileSync(at('again', 'baselines.tsv'))).toEqual(readFileSync(at('all', 'baselines.tsv')));
    const { code, stdout } = await baselines('some', '--methods', 'logme,rsa', '--json');
    expect(code).toBe(0);
    const some = JSON.parse(stdout) as BaselinesFile;
    expect(some.methods.map(({ method }) => method)).toEqual(['rsa', 'logme']);
    expect(some.together.passes.backboneBackward).toBe(0);
    const rows = read('all').rows.filter(({ metric }) => metric === 'rsa' || metric === 'logme_difference');
    expect(some.rows).toEqual(rows);
  });

  it('prints tables, turned where there are more pairs than lines', async () => {
    const { stdout, stderr } = printed;
    expect(stderr).toMatch(/TensorFlow/);
    expect(stdout).toMatch(/^ +seg, sn +seg, depth +sn, depth$/m);
    for (const metric of BASELINE_METRICS)
      expect(stdout).toMatch(new RegExp(`^${metric}( [-<>]+)? +-?\\d`, 'm'));
    expect(stdout).toMatch(/^ +epi +iou +sals +masked_sals$/m);
    const random = await baselines('random', '--methods', 'random');
    expect(random.stdout).toMatch(/^seg, sn +0\.\d+ \(/m);
    expect(random.stdout).toMatch(/^all at once +0 +0 +0 +0 +0\.00$/m);
  });

  it('writes a file that validate reads as it reads a similarity, in both directions', async () => {
    const [seg, sn, depth] = ['seg', 'sn', 'depth'] as const;
    const subset = (a: string, b: string, first: number, second: number) => ({
      tasks: [a, b],
      gains: { [a]: [first], [b]: [second] },
    });
    const subsets = [subset(seg, sn, 0.1, 0.2), subset(seg, depth, -0.1, 0.05), subset(sn, depth, 0.3, 0)];
    const head = { schema: 'metasparse.gains/v1', dataset: 'nyuv2', tasks: [seg, sn, depth], seeds: [0] };
    writeFileSync(at('gains.json'), JSON.stringify({ ...head, subsets }));
    const files = ['--similarity', at('all', 'baselines.json'), '--cotrain', at('gains.json')];
    const { code, stdout } = await metasparse(['validate', ...files, '--out', at('valid'), '--json']);
    expect(code).toBe(0);
    const { analyses } = JSON.parse(stdout) as ValidationFile;
    const metrics = analyses.map(({ rows }) => rows.map(({ metric }) => metric).sort());
    expect(metrics).toEqual([[...BASELINE_METRICS].sort(), ['tag', 'task2vec_asymmetric_kl']]);
    const tag = analyses[1]?.rows.find(({ metric }) => metric === 'tag');
    const rows = read('all').rows.filter(({ metric }) => metric === 'tag');
    expect(analyses[1]?.points).toHaveLength(6);
    analyses[1]?.points.forEach(({ pair }, i) => {
      const own = rows.find((row) => String(row.pair) === String(pair));
      expect(tag?.similarity[i]).toBeCloseTo(own?.value ?? NaN, 12);
    });
  });

  it('refuses what it cannot do by name, and leaves nothing', async () => {
    const unknown = await baselines('bad', '--methods', 'rsa,magic');
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('--methods is "magic"; use one of'),
    ]);
    expect(await baselines('bad', '--lr', '0')).toMatchObject({ code: 2 });
    expect(await baselines('bad', '--pixels', '1')).toMatchObject({ code: 2 });
    const full = await baselines('all');
    expect([full.code, full.stderr]).toEqual([5, expect.stringContaining('holds files already')]);
    const absent = await metasparse(['baselines', '--on', at('nowhere'), '--out', at('bad')]);
    expect([absent.code, absent.stderr]).toEqual([4, expect.stringContaining('finished similarity run')]);
    const lost = await baselines('bad', '--data', at('lost'));
    expect([lost.code, lost.stderr]).toEqual([4, expect.stringContaining('--data')]);
    expect(existsSync(at('bad'))).toBe(false);
  });

  it('refuses a run that did not finish or is damaged', async () => {
    const copy = (name: string): string => {
      cpSync(at('run'), at(name), { recursive: true });
      return at(name);
    };
    const on = (run: string): Promise<Ended> => metasparse(['baselines', '--on', run, '--out', at('bad')]);
    const unfinished = copy('unfinished');
    rmSync(join(unfinished, 'run.json'));
    expect(await on(unfinished)).toMatchObject({ code: 4 });
    const torn = copy('torn');
    writeFileSync(join(torn, 'run.json'), '{');
    expect(await on(torn)).toMatchObject({ code: 3 });
    const odd = copy('odd');
    writeFileSync(join(odd, 'similarity.json'), '{"schema":"metasparse.gains/v1","rows":[]}');
    const { code, stderr } = await on(odd);
    expect([code, stderr]).toEqual([3, expect.stringContaining('schema is "metasparse.gains/v1"')]);
  });

  it('refuses data that is not what the run read, and names the file', async () => {
    cpSync(at('data'), at('changed'), { recursive: true });
    const [depth] = readdirSync(at('changed', 'depth'));
    const path = at('changed', 'depth', depth ?? '');
    const bytes = readFileSync(path);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    const { code, stderr } = await baselines('bad', '--data', at('changed'));
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining(`depth/${depth ?? ''} is not what the run read`),
    ]);
    expect(existsSync(at('bad'))).toBe(false);
  });
});
