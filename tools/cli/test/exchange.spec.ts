import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openNet, writePth, writeTorchZip } from '@metasparse/interchange';
import { scaledWidths, type NetPlan } from '@metasparse/scenenet';
import { metasparse, temporaryFolder, type Ended } from './metasparse.js';
import { dense, expectSameNet, smallNet } from './small-net.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const PLAN: NetPlan = {
  widths: scaledWidths(1 / 16),
  tasks: [
    { task: 'seg', classes: 40 },
    { task: 'sn', classes: 3 },
  ],
};
const NET = smallNet(PLAN, true);
let imported: Ended;

beforeAll(async () => {
  await writePth(at('net.pth'), 'net', NET, PLAN, { dataParallel: true });
  imported = await metasparse(['import', at('net.pth'), '--out', at('net.safetensors')]);
});

afterAll(() => {
  scratch.remove();
});

const run = (...args: string[]): Promise<Ended> => metasparse(args, scratch.path);

function expectNet(file: string, form: 'pruned' | 'dense'): void {
  const opened = openNet(at(file));
  expectSameNet(opened.state, form === 'dense' ? dense(NET) : NET);
  opened.close();
}

describe('metasparse import', () => {
  it('turns a .pth into safetensors bit by bit, and says what it found', () => {
    expect(imported.code).toBe(0);
    expect(imported.stdout).toMatch(
      /^backbone of widths 4, 8, 16, 32; heads seg \(40\), sn \(3\); masks on 60 tensors$/m,
    );
    expect(imported.stderr).toMatch(/^note: .*module\./m);
    expectNet('net.safetensors', 'pruned');
  });

  it('takes the names of the tasks, which stay with the net', async () => {
    const two = { ...PLAN, tasks: PLAN.tasks.map((t) => ({ ...t, classes: 1 })) };
    await writePth(at('two.pth'), 'two', smallNet(two), two);
    const unnamed = await run('import', 'two.pth', '--out', 'two.safetensors');
    expect([unnamed.code, unnamed.stderr]).toEqual([3, expect.stringContaining('name their tasks')]);
    expect(await run('import', 'two.pth', '--out', 'two.safetensors', '--tasks', 'edge,depth')).toMatchObject(
      {
        code: 0,
      },
    );
    const { code, stdout } = await run('export', 'two.safetensors', '--format', 'onnx', '--out', 'two.onnx');
    expect([code, stdout]).toEqual([0, expect.stringContaining('heads edge (1), depth (1); no masks')]);
  });

  it('builds a net on a ResNet-34, the same bytes from a seed', async () => {
    const shape = [64, 3, 7, 7];
    const ones = (n: number) => (): Uint8Array => new Uint8Array(new Float32Array(n).fill(1).buffer);
    await writeTorchZip(at('resnet.pth'), [
      { name: 'conv1.weight', type: 'float32', shape, read: ones(64 * 147) },
      { name: 'layer1.0.conv1.weight', type: 'float32', shape: [64, 64, 3, 3], read: ones(64 * 576) },
      { name: 'fc.bias', type: 'float32', shape: [1000], read: ones(1000) },
    ]);
    const args = ['import', 'resnet.pth', '--resnet34', '--dataset', 'nyuv2', '--tasks', 'depth', '--out'];
    const { code, stdout, stderr } = await run(...args, 'a.safetensors');
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 entries of the ResNet taken over')]);
    expect(stderr).toContain('left out fc.bias: the ImageNet classifier has no place here');
    const opened = openNet(at('a.safetensors'));
    const values = (name: string): readonly number[] => [...(opened.state.tensors.get(name)?.read() ?? [])];
    expect(new Set(values('backbone.blocks.0.0.conv1.weight'))).toEqual(new Set([1]));
    expect(new Set(values('backbone.bn1.running_var'))).toEqual(new Set([1]));
    expect(new Set(values('backbone.bn1.bias'))).toEqual(new Set([0]));
    const head = values('task1_fc1_c0.conv3.weight');
    const bound = 1 / Math.sqrt(1024);
    expect(head.every((value) => Math.abs(value) <= bound) && new Set(head).size > 1000).toBe(true);
    opened.close();
    await run(...args, 'b.safetensors');
    expect(readFileSync(at('b.safetensors')).equals(readFileSync(at('a.safetensors')))).toBe(true);
  });

  it.each([
    [['missing.pth'], 4, 'missing.pth'],
    [['net.pth', '--tasks', 'seg,cat'], 2, '--tasks has "cat"; use seg, sn, depth, keypoint, edge'],
    [['net.pth', '--tasks', 'seg'], 3, 'has 2 heads'],
    [['net.pth', '--dataset', 'nyuv2'], 2, 'belongs to --resnet34'],
    [['net.pth', '--resnet34', '--dataset', 'nyuv2'], 3, 'is not a ResNet of torchvision'],
    [['net.pth', '--resnet34', '--dataset', 'cityscapes', '--tasks', 'sn'], 2, 'cityscapes has seg, depth'],
  ])('refuses %j with exit code %i and leaves nothing', async (args, code, message) => {
    const ended = await run('import', ...args, '--out', 'no.safetensors');
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(existsSync(at('no.safetensors'))).toBe(false);
  });

  it('refuses other nets, text, its own file and a place that cannot be written', async () => {
    const bias = { name: 'fc.bias', type: 'float32', shape: [1], read: () => new Uint8Array(4) } as const;
    await writeTorchZip(at('other.pth'), [bias]);
    const other = await run('import', 'other.pth', '--out', 'no.safetensors');
    expect([other.code, other.stderr]).toEqual([
      3,
      expect.stringContaining('is not a checkpoint of this net'),
    ]);
    writeFileSync(at('text.pth'), 'not a net');
    expect(await run('import', 'text.pth', '--out', 'no.safetensors')).toMatchObject({ code: 3 });
    const same = await run('import', 'net.pth', '--out', './net.pth');
    expect([same.code, same.stderr]).toEqual([2, expect.stringContaining('the file to be read')]);
    mkdirSync(at('folder'));
    const place = await run('import', 'net.pth', '--out', 'folder');
    expect([place.code, place.stderr]).toEqual([2, expect.stringContaining('choose another --out')]);
  });
});

describe('metasparse export', () => {
  it.each([
    ['pth', 'pruned', []],
    ['pth', 'dense', ['--form', 'dense']],
    ['safetensors', 'dense', ['--form', 'dense']],
  ] as const)('writes %s, %s, that reads as the same net', async (format, form, flags) => {
    const out = `out.${format}`;
    const ended = await run('export', 'net.safetensors', '--format', format, '--out', out, ...flags);
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expectNet(out, form);
  });

  it('gives back the bytes of the .pth that was imported', async () => {
    await run('export', 'net.safetensors', '--format', 'pth', '--data-parallel', '--out', 'again.pth');
    expect(readFileSync(at('again.pth')).equals(readFileSync(at('net.pth')))).toBe(true);
  });

  it('writes ONNX from a .pth at once', async () => {
    const ended = await run('export', 'net.pth', '--format', 'onnx', '--out', 'net.onnx');
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nnet\.onnx\n$/) as string });
    expect(readFileSync(at('net.onnx')).includes('mean_bgr')).toBe(true);
  });

  it.each([
    [['--format', 'h5'], '--format is "h5"; use one of pth, onnx, safetensors'],
    [['--format', 'onnx', '--form', 'pruned'], '--form is pruned; it has to be dense with --format onnx'],
    [['--format', 'onnx', '--data-parallel'], '--data-parallel'],
  ])('refuses %j with exit code 2', async (args, message) => {
    const ended = await run('export', 'net.safetensors', '--out', 'no', ...args);
    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(message)]);
    expect(existsSync(at('no'))).toBe(false);
  });
});
