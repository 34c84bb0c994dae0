import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckpoint, writeCheckpoint, writePth } from '@metasparse/interchange';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import type { CompactReport, EvaluationReport, PruneOutcome } from '@metasparse/steps';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';
import { smallNet } from './small-net.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const TINY = '--width 1/16 --crop 97 --batches 1 --batch-size 1 --threads 1'.split(' ');
const prune = (out: string, ...more: string[]) =>
  metasparse(['prune', '--data', at('hypersim'), '--out', at(out), ...TINY, '--sparsity', '70', ...more]);
const TRAINED = '--method disparse_pt --crop 97 --batches 1 --batch-size 1 --threads 1 --sparsity 30'.split(
  ' ',
);
const pruneTrained = (out: string, from: string, ...more: string[]) =>
  metasparse(['prune', '--data', at('hypersim'), '--out', at(out), '--from', at(from), ...TRAINED, ...more]);

const PLAN: NetPlan = {
  widths: scaledWidths(1 / 16),
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'sn', classes: 3 },
    { task: 'depth', classes: 1 },
  ],
};
const FILES = ['prune.json', 'prune.tsv', 'pruned.safetensors', 'report.html'];

beforeAll(async () => {
  copySample('hypersim', at('hypersim'));
  copySample('carla', at('carla'));
  await writeCheckpoint(at('dense.safetensors'), smallNet(PLAN));
  await writePth(at('dense.pth'), 'dense', smallNet(PLAN), PLAN);
  await writeCheckpoint(at('masked.safetensors'), smallNet(PLAN, true));
  const carla: NetPlan = {
    ...PLAN,
    tasks: [
      { task: 'seg', classes: 19 },
      { task: 'depth', classes: 1 },
    ],
  };
  await writeCheckpoint(at('carla.safetensors'), smallNet(carla));
  const bytes = readFileSync(at('dense.safetensors'));
  writeFileSync(at('half.safetensors'), bytes.subarray(0, bytes.length / 2));
  writeFileSync(at('text.pth'), 'not a net');
  writeFileSync(
    at('prune.yaml'),
    `sparsity: 70\nwidth: 1/16\nscope: net\ncriterion: random\ndataset: nyuv2\n`,
  );
});
afterAll(() => {
  scratch.remove();
});

const outcome = (out: string): PruneOutcome =>
  JSON.parse(readFileSync(at(out, 'prune.json'), 'utf8')) as PruneOutcome;

describe('metasparse prune', () => {
  it('writes a net with masks and its numbers, the sparsity as asked for', async () => {
    const { code, stdout, stderr } = await prune('a');
    expect([code, stderr]).toEqual([0, expect.stringContaining('TensorFlow')]);
    expect(readdirSync(at('a')).sort()).toEqual(FILES);
    const { backbone, net, layers, numToKeep, data } = outcome('a');
    expect(backbone.kept).toBe(Math.round(0.3 * backbone.weights));
    expect(stdout).toContain(`${backbone.kept}  `);
    expect(stdout).toMatch(/shared backbone .* 70\.00/);
    expect(Object.keys(numToKeep)).toEqual(['seg', 'sn', 'depth']);
    expect(data).toMatchObject({ name: 'hypersim', batches: 1 });
    expect(layers.reduce((sum, { kept }) => sum + kept, 0)).toBe(net.kept);
    const rows = readFileSync(at('a', 'prune.tsv'), 'utf8').trim().split('\n');
    expect(rows).toHaveLength(1 + layers.length);
    expect(rows[0]).toContain('share_seg\tshare_sn\tshare_depth');
  });

  it('puts masks into the net that have these numbers', () => {
    const { state, close } = openCheckpoint(at('a', 'pruned.safetensors'));
    const bits = (bytes: Uint8Array): number =>
      bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
    for (const { name, kept } of outcome('a').layers)
      expect([name, bits(state.masks.get(`${name}.weight`)?.read().bytes ?? new Uint8Array())]).toEqual([
        name,
        kept,
      ]);
    expect(state.meta.tasks).toBe('seg,sn,depth');
    close();
  });

  it('gives the same bytes for the same seed', async () => {
    await prune('same');
    expect(readFileSync(at('same', 'prune.json'))).toEqual(readFileSync(at('a', 'prune.json')));
  });

  it('prunes a trained net of either kind, and keeps its weights', async () => {
    expect(await pruneTrained('pt', 'dense.safetensors', '--allow-disconnected')).toMatchObject({ code: 0 });
    expect(await pruneTrained('pth', 'dense.pth', '--allow-disconnected')).toMatchObject({ code: 0 });
    expect(outcome('pt')).toMatchObject({ criterion: 'grad_w2', from: { file: 'dense.safetensors' } });
    expect(outcome('pth').layers).toEqual(outcome('pt').layers);
    const [pruned, before] = ['pt/pruned.safetensors', 'dense.safetensors'].map((name) =>
      openCheckpoint(at(name)),
    );
    for (const [name, { read }] of before?.state.tensors ?? [])
      expect([name, pruned?.state.tensors.get(name)?.read()]).toEqual([name, read()]);
    pruned?.close();
    before?.close();
  });

  it('needs no data for a criterion without, takes settings from a file, and prints JSON', async () => {
    const args = ['prune', '--config', at('prune.yaml'), '--threads', '1', '--out', at('random'), '--json'];
    const { code, stdout } = await metasparse(args);
    expect(code).toBe(0);
    const { net, data } = JSON.parse(stdout) as PruneOutcome;
    expect([net.kept, data]).toEqual([Math.round(0.3 * net.weights), null]);
  });

  it('takes the tuned keep ratios with --compat reference', async () => {
    expect(await prune('reference', '--compat', 'reference', '--allow-disconnected')).toMatchObject({
      code: 0,
    });
    const { keepRatio, shortfall } = outcome('reference');
    expect(keepRatio).toBeCloseTo(0.257, 3);
    expect(shortfall).toBeNull();
  });

  it('refuses masks that cut the net apart, unless they are allowed', async () => {
    const refused = await prune('cut', '--sparsity', '99.5');
    expect(refused).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/layer \S+ keeps no weight.*--allow-disc/),
    });
    expect(existsSync(at('cut'))).toBe(false);
    const { code, stdout } = await prune('cut', '--sparsity', '99.5', '--allow-disconnected');
    expect([code, stdout]).toEqual([0, expect.stringContaining('warning: layer')]);
    expect(outcome('cut').disconnected.length).toBeGreaterThan(0);
  });

  it('makes nets that other formats take', async () => {
    const pruned = at('a', 'pruned.safetensors');
    for (const format of ['pth', 'onnx', 'safetensors']) {
      const { code, stdout } = await metasparse([
        'export',
        pruned,
        '--format',
        format,
        '--out',
        at(`a.${format}`),
      ]);
      expect([code, stdout]).toEqual([0, expect.stringContaining('masks on 72 tensors')]);
    }
  });
});

describe('metasparse compact', () => {
  it('leaves out dead channels, and evaluation gives the same', async () => {
    const compacted = ['compact', at('cut', 'pruned.safetensors'), '--out', at('small.safetensors')];
    const { code, stdout } = await metasparse([...compacted, '--report', at('small.json')]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/\d+ of 1879 channels are gone/)]);
    const { before, after } = JSON.parse(readFileSync(at('small.json'), 'utf8')) as CompactReport;
    expect(after.parameters).toBeLessThan(0.7 * before.parameters);
    expect(after.flops).toBeLessThan(0.7 * before.flops);
    expect(after.fileBytes).toBe(readFileSync(at('small.safetensors')).length);
    const metrics = await Promise.all(
      ['cut/pruned', 'small'].map(async (net, i) => {
        const out = at(`evaluated-${i}`);
        const args = [
          'evaluate',
          '--net',
          at(`${net}.safetensors`),
          '--data',
          at('hypersim'),
          '--sheet',
          '0',
        ];
        expect(await metasparse([...args, '--out', out])).toMatchObject({ code: 0 });
        const report = JSON.parse(readFileSync(join(out, 'metrics.json'), 'utf8')) as EvaluationReport;
        return report.tasks.flatMap((task) => task.metrics.map(({ corrected }) => corrected ?? NaN));
      }),
    );
    metrics[0]?.forEach((value, i) => {
      expect(metrics[1]?.[i]).toBeCloseTo(value, 3);
    });
  });

  it('makes nets that are exported as onnx and safetensors, and nothing else is done with', async () => {
    const small = at('small.safetensors');
    const to = (format: string) =>
      metasparse(['export', small, '--format', format, '--out', at(`small-2.${format}`)]);
    expect(await to('onnx')).toMatchObject({ code: 0 });
    expect(await to('safetensors')).toMatchObject({ code: 0 });
    for (const refused of [
      await to('pth'),
      await metasparse(['compact', small, '--out', at('smaller.safetensors')]),
      await pruneTrained('small-pruned', 'small.safetensors'),
    ])
      expect(refused).toMatchObject({ code: 3, stderr: expect.stringContaining('is a compacted net') });
  });

  it('refuses what is no net, and to write over the net', async () => {
    const compact = (net: string, out: string) => metasparse(['compact', at(net), '--out', at(out)]);
    expect(await compact('text.pth', 'x.safetensors')).toMatchObject({ code: 3 });
    expect(await compact('absent.pth', 'x.safetensors')).toMatchObject({ code: 4 });
    expect(await compact('masked.safetensors', 'masked.safetensors')).toMatchObject({ code: 2 });
    expect(existsSync(at('x.safetensors'))).toBe(false);
  });
});

describe('metasparse prune refuses', () => {
  it.each<readonly [string, readonly string[], number, readonly string[]]>([
    ['an unknown criterion', ['--criterion', 'hope'], 2, ['--criterion is "hope"', 'snip']],
    ['an unknown method', ['--method', 'baseline'], 2, ['--method', 'disparse_pt']],
    ['a sparsity of 0', ['--sparsity', '0'], 2, ['--sparsity is "0"', 'above 0']],
    ['a sparsity of 100', ['--sparsity', '100'], 2, ['--sparsity is "100"', 'below 100']],
    [
      'a sparsity that keeps nothing',
      ['--sparsity', '99.99999'],
      2,
      ['--sparsity', 'nearest sparsities are'],
    ],
    ['a trained method without a net', ['--method', 'disparse_pt'], 2, ['--from is missing', 'disparse_pt']],
    ['a width with a net', ['--from', at('dense.safetensors')], 2, ['--width', '--from']],
    ['a width that is no divisor', ['--width', '0.3'], 2, ['--width is 0.3']],
    ['tasks that the data set has not', ['--tasks', 'seg,edge'], 2, ['edge', 'labels']],
    ['a split that is not there', ['--split', 'val'], 2, ['val']],
    ['a folder without data', ['--data', at('nowhere')], 4, ['nowhere']],
    ['an unknown setting in a file', ['--config', at('key.yaml')], 2, ['"sparsty"']],
  ])('%s', async (what, args, code, says) => {
    writeFileSync(at('key.yaml'), 'sparsty: 90\n');
    const out = `refused ${what}`;
    const ended = await prune(out, ...args);
    for (const part of says) expect(ended.stderr).toContain(part);
    expect(ended.stderr).not.toContain('unexpected error');
    expect(ended.code).toBe(code);
    expect(existsSync(at(out))).toBe(false);
  });

  it.each<readonly [string, string, readonly string[], number, string]>([
    ['a net that is cut off', 'half.safetensors', [], 3, 'half.safetensors'],
    ['a file that is no net', 'text.pth', [], 3, 'text.pth'],
    ['a net that is not there', 'absent.pth', [], 4, 'absent.pth'],
    ['a net that is pruned already', 'masked.safetensors', [], 3, 'is pruned already'],
    ['a net of other classes', 'carla.safetensors', [], 2, '19 classes'],
    ['a net with other data', 'dense.safetensors', ['--data', at('carla')], 2, 'cityscapes has 19'],
    ['tasks that are not those of the heads', 'dense.safetensors', ['--tasks', 'seg'], 3, '3 heads'],
  ])('%s', async (what, from, args, code, says) => {
    const ended = await pruneTrained(`refused ${what}`, from, ...args);
    expect(ended).toMatchObject({ code, stderr: expect.stringContaining(says) });
    expect(existsSync(at(`refused ${what}`))).toBe(false);
  });

  it('no data for a criterion that needs it, no data set without data, no sparsity', async () => {
    const bare = (...args: string[]) => metasparse(['prune', '--out', at('bare'), ...args]);
    expect(await bare('--sparsity', '90')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--data is missing'),
    });
    expect(await bare('--sparsity', '90', '--criterion', 'l1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--dataset is missing'),
    });
    expect(await bare('--criterion', 'l1')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--sparsity'),
    });
    expect(existsSync(at('bare'))).toBe(false);
  });

  it('to write over something', async () => {
    mkdirSync(at('taken'));
    writeFileSync(at('taken', 'x'), '');
    expect(await prune('taken')).toMatchObject({ code: 5 });
    expect(readdirSync(at('taken'))).toEqual(['x']);
  });
});
