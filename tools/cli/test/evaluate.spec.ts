import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { netEntries, netTensor, writeCheckpoint, writePth, type NetState } from '@metasparse/interchange';
import { scaledWidths, streamKey, symmetric, type NetPlan } from '@metasparse/scenenet';
import type { EvaluationReport } from '@metasparse/steps';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const evaluate = (net: string, out: string, ...more: string[]) =>
  metasparse(['evaluate', '--net', at(net), '--data', at('hypersim'), '--out', at(out), ...more]);

const PLAN: NetPlan = {
  widths: scaledWidths(1 / 16),
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'sn', classes: 3 },
    { task: 'depth', classes: 1 },
  ],
};

beforeAll(async () => {
  copySample('hypersim', at('hypersim'));
  copySample('carla', at('carla'));
  await writeCheckpoint(at('net.safetensors'), randomState(PLAN));
  await writePth(at('net.pth'), 'net', randomState(PLAN), PLAN);
  const carla: NetPlan = {
    ...PLAN,
    tasks: [
      { task: 'seg', classes: 19 },
      { task: 'depth', classes: 1 },
    ],
  };
  await writeCheckpoint(at('carla.safetensors'), randomState(carla));
  await writeCheckpoint(at('nan.safetensors'), randomState(PLAN, NaN));
});
afterAll(() => {
  scratch.remove();
});

/** A net of drawn weights; `bias` of the last norm is what may go wrong. */
function randomState(plan: NetPlan, bias = 0): NetState {
  const tensors = netEntries(plan).flatMap(({ name, kind, shape }, i) => {
    if (kind === 'count') return [];
    const length = shape.reduce((product, n) => product * n, 1);
    const scale = kind === 'weight' ? Math.sqrt((3 * (shape[0] ?? 1)) / length) : 0;
    const centre = kind === 'norm' && /(\.weight|_var)$/.test(name) ? 1 : 0;
    const key = streamKey(i, 0);
    const values = Float32Array.from({ length }, (_, e) => centre + scale * symmetric(key, e));
    if (name === 'backbone.ds.3.1.bias') values.fill(bias);
    return [[name, netTensor(shape, values)] as const];
  });
  return { tensors: new Map(tensors), masks: new Map(), counts: new Map(), meta: {} };
}

function read(...names: string[]): EvaluationReport {
  return JSON.parse(readFileSync(at(...names), 'utf8')) as EvaluationReport;
}

describe('metasparse evaluate', () => {
  it('writes every metric in both ways of counting, tables and a sheet', async () => {
    const { code, stdout } = await evaluate('net.safetensors', 'a', '--sheet', '1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/metric +corrected +as published/);
    expect(readdirSync(at('a')).sort()).toEqual([
      'class-iou.tsv',
      'confusion.tsv',
      'errors.png',
      'metrics.json',
      'metrics.tsv',
      'predictions.png',
      'report.html',
    ]);
    const report = read('a', 'metrics.json');
    expect(report.tasks.map(({ task }) => task)).toEqual(['seg', 'sn', 'depth']);
    expect(report.tasks.flatMap(({ metrics }) => metrics.map(({ corrected }) => corrected))).not.toContain(
      null,
    );
    for (const sheet of ['predictions.png', 'errors.png'])
      expect(readFileSync(at('a', sheet)).subarray(1, 4).toString()).toBe('PNG');
    const page = readFileSync(at('a', 'report.html'), 'utf8');
    expect(page.match(/src="data:image\/png;base64,/g)).toHaveLength(2);
    expect(page).toContain('Confusion of classes');
    const rows = readFileSync(at('a', 'confusion.tsv'), 'utf8').trim().split('\n').slice(1);
    const pixels = rows.flatMap((row) => row.split('\t').slice(1).map(Number)).reduce((a, b) => a + b, 0);
    expect(pixels).toBe(report.classes?.reduce((sum, { labelled }) => sum + labelled, 0));
    expect(pixels).toBeGreaterThan(0);
  });

  it('measures the best constants of another split beside the net', async () => {
    const { code, stdout } = await evaluate('net.safetensors', 'g', '--sheet', '0', '--constant', 'train');
    expect(code).toBe(0);
    expect(stdout).toMatch(/metric +corrected +as published +constant of train/);
    const { tasks, constant } = read('g', 'metrics.json');
    expect(tasks).toEqual(read('a', 'metrics.json').tasks);
    expect(constant?.split).toBe('train');
    expect(constant?.tasks.map(({ task }) => task)).toEqual(['seg', 'sn', 'depth']);
    for (const { metrics } of constant?.tasks ?? [])
      expect(metrics.map(({ corrected }) => corrected)).not.toContain(null);
    const [header, ...rows] = readFileSync(at('g', 'metrics.tsv'), 'utf8').trim().split('\n');
    expect(header).toBe('task\tmetric\tcorrected\tpublished\tconstant');
    for (const row of rows) expect(row.split('\t')).toHaveLength(5);
    expect(await evaluate('net.safetensors', 'h', '--constant', 'absent')).toMatchObject({ code: 2 });
    expect(existsSync(at('h'))).toBe(false);
  });

  it('gives the same of a .pth file', async () => {
    expect(await evaluate('net.pth', 'b', '--sheet', '0', '--json')).toMatchObject({ code: 0 });
    expect(readdirSync(at('b'))).not.toContain('predictions.png');
    expect(readdirSync(at('b'))).not.toContain('errors.png');
    expect(readFileSync(at('b', 'report.html'), 'utf8')).not.toContain('data:image/png');
    expect(read('b', 'metrics.json').tasks).toEqual(read('a', 'metrics.json').tasks);
  });

  it("counts Cityscapes' void in the published accuracy only", async () => {
    expect(await evaluate('carla.safetensors', 'e', '--data', at('carla'))).toMatchObject({ code: 0 });
    const [seg] = read('e', 'metrics.json').tasks;
    const accuracy = seg?.metrics.find(({ name }) => name === 'Pixel Acc');
    expect(accuracy?.published).toBeLessThan(accuracy?.corrected ?? 0);
  });

  it('refuses what is no net, other data, other settings, and leaves no folder', async () => {
    writeFileSync(at('text.pth'), 'not a net');
    expect(await evaluate('text.pth', 'c')).toMatchObject({ code: 3 });
    expect(await evaluate('absent.pth', 'c')).toMatchObject({ code: 4 });
    expect(await evaluate('net.pth', 'c', '--data', at('carla'))).toMatchObject({ code: 2 });
    expect(await evaluate('net.pth', 'c', '--split', 'val')).toMatchObject({ code: 2 });
    expect(await evaluate('net.pth', 'c', '--threads', '0')).toMatchObject({ code: 2 });
    expect(await evaluate('net.pth', 'c', '--tasks', 'seg')).toMatchObject({ code: 3 });
    expect(existsSync(at('c'))).toBe(false);
  });

  it('says where a net predicts no numbers', async () => {
    const { code, stderr } = await evaluate('nan.safetensors', 'd');
    expect([code, stderr]).toEqual([3, expect.stringContaining('predicts NaN for seg')]);
    expect(existsSync(at('d'))).toBe(false);
  });

  it('does not write over something', async () => {
    mkdirSync(at('taken'));
    writeFileSync(at('taken', 'x'), '');
    expect(await evaluate('net.pth', 'taken')).toMatchObject({ code: 5 });
    expect(readdirSync(at('taken'))).toEqual(['x']);
  });
});
