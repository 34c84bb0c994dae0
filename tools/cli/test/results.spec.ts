import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copySample, metasparse, temporaryFolder, TINY, type Ended } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
let run: Ended;

beforeAll(async () => {
  copySample('hypersim', at('data'));
  writeFileSync(at('run.yaml'), 'data: data\nbatches: 7\ntasks: [seg, depth]\nsparsities: [50, 90]\n');
  run = await metasparse(['similarity', '--config', 'run.yaml', '--out', 'run', ...TINY], scratch.path);
});

afterAll(() => {
  scratch.remove();
});

describe('metasparse similarity', () => {
  it('takes a YAML file, and a flag wins over it', () => {
    expect(run.code).toBe(0);
    const plan = JSON.parse(readFileSync(at('run/plan.json'), 'utf8')) as { parameters: object };
    expect(plan.parameters).toMatchObject({ batches: 2, tasks: ['seg', 'depth'], sparsities: [50, 90] });
  });

  it('writes plain lines where there is no terminal, and the answer on standard output', () => {
    expect(run.stderr + run.stdout).not.toMatch(/[\r\u001b]/);
    expect(run.stderr).toMatch(/^nyuv2, 1 samples in split train; tasks seg, depth$/m);
    expect(run.stderr).toMatch(/^2 batches on 1 worker\(s\)$/m);
    expect(run.stderr).toMatch(/^batch 2\/2, [\d.]+ s per batch/m);
    expect(run.stdout).toMatch(/^seg \/ depth +[\d.]+/m);
    expect(run.stdout).toContain('run/report.html');
  });

  it('leaves the files that the documentation names', () => {
    const names = [
      'similarity.json',
      'similarity.tsv',
      'similarity.tex',
      'table.json',
      'run.json',
      'report.html',
    ];
    for (const name of [...names, 'saliency/seed-0.safetensors', 'masks/seed-0.safetensors'])
      expect([name, existsSync(at('run', name))]).toEqual([name, true]);
    expect(existsSync(at('run/work'))).toBe(false);
  });

  it('gives one JSON object a line with --json', async () => {
    const args = ['similarity', '--config', 'run.yaml', '--out', 'run', ...TINY, '--json'];
    const { code, stdout, stderr } = await metasparse(args, scratch.path);
    expect([code, stderr]).toEqual([0, '']);
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { event: string });
    expect(events.map(({ event }) => event)).toEqual([
      'start',
      'phase',
      'planned',
      'phase',
      'analysing',
      'phase',
      'finished',
    ]);
  });
});

describe('metasparse table', () => {
  it.each([
    ['tsv', /^[a-z_]+\t/, 'similarity.tsv'],
    ['latex', /\\begin\{tabular\}/, 'similarity.tex'],
    ['md', /^\|.*\|$/m, null],
    ['json', /^\{/, 'table.json'],
  ] as const)('prints %s, the same as the file of the run', async (format, form, file) => {
    const { code, stdout } = await metasparse(['table', '--from', at('run'), '--format', format]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(form)]);
    if (file !== null) expect(stdout.trimEnd()).toBe(readFileSync(at('run', file), 'utf8').trimEnd());
  });

  it('writes a file on request', async () => {
    const out = at('table.md');
    expect(await metasparse(['table', '--from', at('run'), '--format', 'md', '--out', out])).toMatchObject({
      code: 0,
      stdout: '',
    });
    expect(readFileSync(out, 'utf8')).toContain('seg');
  });

  it('refuses an unknown format, a folder without a run, and a file that is no result', async () => {
    const unknown = await metasparse(['table', '--from', at('run'), '--format', 'xls']);
    expect(unknown).toMatchObject({
      code: 2,
      stderr: 'metasparse: --format is "xls"; use one of tsv, latex, md, json\n',
    });
    expect(await metasparse(['table', '--from', at('data')])).toMatchObject({ code: 4 });
    writeFileSync(at('data/similarity.json'), '{"schema": 3}');
    const wrong = await metasparse(['table', '--from', at('data')]);
    expect([wrong.code, wrong.stderr]).toEqual([3, expect.stringContaining('schema is 3')]);
  });
});

describe('metasparse plot', () => {
  it.each(['matrix', 'bars', 'layers', 'kept'])('draws %s as svg and png', async (kind) => {
    const svg = await metasparse(['plot', '--from', at('run'), '--kind', kind]);
    expect([svg.code, svg.stderr]).toEqual([0, '']);
    expect(readFileSync(svg.stdout.trim(), 'utf8')).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
    const png = await metasparse(['plot', '--from', at('run'), '--kind', kind, '--format', 'png']);
    expect([png.code, png.stderr]).toEqual([0, '']);
    expect(readFileSync(png.stdout.trim()).subarray(1, 4).toString()).toBe('PNG');
  });

  it('refuses an unknown kind', async () => {
    const { code, stderr } = await metasparse(['plot', '--from', at('run'), '--kind', 'pie']);
    expect([code, stderr]).toEqual([2, expect.stringContaining('matrix, bars, layers, kept')]);
  });
});

describe('metasparse plot of a training run', () => {
  const point = (iteration: number) => ({ iteration, losses: { seg: 3 - iteration, depth: null }, total: 3 });
  const ends = { first: point(0), last: point(1), best: point(1) };
  const summary = { schema: 'metasparse.train/v1', method: 'baseline', dataset: 'nyuv2', iterations: 2 };
  const write = (name: string, content: string) => {
    mkdirSync(at('training'), { recursive: true });
    writeFileSync(at('training', name), content);
  };

  it('draws the curves, and no other kind', async () => {
    const lines = [0, 1].map((i) => ({ kind: 'train', ...point(i), learningRate: 1e-3, gradientNorm: null }));
    write('metrics.jsonl', lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    write('train.json', JSON.stringify({ ...summary, tasks: ['seg', 'depth'], train: ends, test: ends }));
    const { code, stdout } = await metasparse(['plot', '--from', at('training')]);
    expect([code, stdout.trim()]).toEqual([0, at('training', 'curves.svg')]);
    expect(readFileSync(at('training', 'curves.svg'), 'utf8')).toContain('Loss of segmentation');
    expect(await metasparse(['plot', '--from', at('training'), '--kind', 'bars'])).toMatchObject({ code: 2 });
  });

  it('says what is wrong with a run that has not ended, or is another', async () => {
    write('train.json', '{"schema": 7}');
    expect(await metasparse(['plot', '--from', at('training')])).toMatchObject({ code: 3 });
    write('train.json', '{');
    expect(await metasparse(['plot', '--from', at('training')])).toMatchObject({ code: 3 });
    rmSync(at('training', 'train.json'));
    const { code, stderr } = await metasparse(['plot', '--from', at('training')]);
    expect([code, stderr]).toEqual([4, expect.stringContaining('train --resume')]);
  });
});
