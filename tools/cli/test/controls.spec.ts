import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SimilarityFile } from '@metasparse/affinity';
import { TASKS } from '@metasparse/scenenet';
import type { EvaluationReport } from '@metasparse/steps';
import { metasparse, temporaryFolder, type Ended } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const run = (command: string): Promise<Ended> => metasparse(command.split(' '), scratch.path);
const read = (...names: string[]): unknown => JSON.parse(readFileSync(at(...names), 'utf8'));

const SIX = ['seg', 'sn', 'depth', 'depth_monotone', 'sn_rotated', 'noise'];
const SMALL = '--width 1/32 --crop 33 --batches 2 --batch-size 2 --seeds 1 --block-batches 1 --sparsities 50';

beforeAll(async () => {
  await run('data make-scenes --count 5 --size 48x64 --test-percent 40 --workers 0 --controls --out scenes');
  await run('data make-scenes --count 4 --size 48x64 --workers 0 --controls noise --out plain');
});
afterAll(() => {
  scratch.remove();
});

describe('control tasks', () => {
  it('are compared like any other, in head order, with the same bits on one worker and on two', async () => {
    const tasks = `--tasks noise,sn_rotated,${SIX.slice(0, 4).join(',')}`;
    for (const workers of [1, 2]) {
      const { code, stderr } = await run(
        `similarity --data scenes ${tasks} ${SMALL} --workers ${workers} --out with-${workers}`,
      );
      expect([code, stderr]).toEqual([0, expect.any(String)]);
    }
    const files = ['similarity.json', 'saliency/seed-0.safetensors', 'masks/seed-0.safetensors'];
    for (const file of files)
      expect([file, readFileSync(at('with-2', file)).equals(readFileSync(at('with-1', file)))]).toEqual([
        file,
        true,
      ]);
    const { tasks: compared, rows } = read('with-1', 'similarity.json') as SimilarityFile;
    expect(compared).toEqual(SIX);
    expect(new Set(rows.map(({ pair }) => pair.join('/'))).size).toBe(15);
  });

  it('do not come in where none is asked for, and change no bit of the tasks that are', async () => {
    await run(`similarity --data scenes ${SMALL} --workers 1 --out all`);
    expect(read('all', 'similarity.json')).toMatchObject({
      tasks: ['seg', 'sn', 'depth', 'keypoint', 'edge'],
    });
    const values = (out: string): readonly unknown[] =>
      (read(out, 'similarity.json') as SimilarityFile).rows
        .filter(({ pair }) => pair.join('/') === 'seg/depth')
        .map(({ metric, weighting, value }) => [metric, weighting, value]);
    expect(values('with-1').length).toBeGreaterThan(0);
    expect(values('with-1')).toEqual(values('all'));
  });

  it('are compared twelve at a time, and drawn', async () => {
    const twelve = TASKS.filter((task) => task !== 'keypoint_shuffled').join(',');
    expect(
      await run(`similarity --data scenes --tasks ${twelve} ${SMALL} --workers 1 --out twelve`),
    ).toMatchObject({ code: 0 });
    for (const kind of ['matrix', 'bars', 'layers', 'kept'])
      expect(await run(`plot --from twelve --kind ${kind} --out ${kind}.svg`)).toMatchObject({ code: 0 });
    expect(readFileSync(at('matrix.svg'), 'utf8')).toContain('>edge_shuffled</text>');
    expect(readFileSync(at('twelve', 'report.html'), 'utf8')).toContain('rotated normals');
  });

  it('are trained, named in the checkpoint, measured, exported and read back', async () => {
    const settings = '--width 1/32 --crop 33 --batch-size 2 --iterations 2 --test-every 0';
    const tasks = '--tasks depth,seg_shuffled,sn_rotated,noise';
    const trained = await run(`train --method baseline --data scenes ${tasks} ${settings} --out trained`);
    expect([trained.code, trained.stderr]).toEqual([0, expect.any(String)]);
    const net = 'trained/net.safetensors';
    const { code, stderr } = await run(`evaluate --net ${net} --data scenes --sheet 1 --out measured`);
    expect([code, stderr]).toEqual([0, expect.any(String)]);
    const report = read('measured', 'metrics.json') as EvaluationReport;
    const names = Object.fromEntries(
      report.tasks.map(({ task, metrics }) => [task, metrics.map(({ name }) => name)]),
    );
    expect(names).toMatchObject({
      depth: expect.arrayContaining(['abs_err']) as string[],
      sn_rotated: expect.arrayContaining(['Angle Mean']) as string[],
      seg_shuffled: expect.arrayContaining(['mIoU']) as string[],
      noise: ['err'],
    });
    for (const format of ['pth', 'onnx'])
      expect(await run(`export ${net} --format ${format} --out net.${format}`)).toMatchObject({ code: 0 });
    expect(
      await run('import net.pth --tasks depth,sn_rotated,seg_shuffled,noise --out back.safetensors'),
    ).toMatchObject({ code: 0 });
  });

  it('prune a net', async () => {
    const tasks = '--tasks depth,depth_monotone,noise';
    const settings = '--width 1/32 --crop 33 --batches 1 --batch-size 2 --sparsity 90';
    const { code, stderr } = await run(
      `prune --method disparse_static --criterion snip --data scenes ${tasks} ${settings} --out pruned`,
    );
    expect([code, stderr]).toEqual([0, expect.any(String)]);
  });

  it.each([
    ['similarity', '--batches 1'],
    ['train', '--method baseline --iterations 1'],
    ['prune', '--method disparse_static --criterion snip --sparsity 90'],
  ])('are refused by %s where the data have none, with what makes them', async (command, more) => {
    const base = `${command} --width 1/32 --crop 33 --batch-size 2 ${more}`;
    const lacking = await run(`${base} --data plain --tasks depth,depth_monotone,seg_shuffled --out no`);
    expect([lacking.code, lacking.stderr]).toEqual([
      2,
      expect.stringMatching(
        /names depth_monotone, seg_shuffled, but .*plain .*has labels for seg, sn, depth, keypoint, edge, noise only\n.*make-scenes --controls monotone_depth,shuffled\n/,
      ),
    ]);
    const unknown = await run(`${base} --data scenes --tasks depth,depth_inverted --out no`);
    expect([unknown.code, unknown.stderr]).toEqual([
      2,
      expect.stringMatching(/"depth_inverted".*use seg, sn/),
    ]);
  });
});
