import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimSize, replaceIn, truncate, writeFloats, writeNpy } from './broken-files.js';
import { copySample, metasparse, temporaryFolder, TINY } from './metasparse.js';

const scratch = temporaryFolder();
afterAll(() => {
  scratch.remove();
});

interface Case {
  readonly what: string;
  readonly sample: 'carla' | 'hypersim';
  readonly spoil: (data: string) => void;
  readonly code: number;
  /** All of it has to be in the message. */
  readonly says: readonly (string | RegExp)[];
  readonly args?: readonly string[];
}

const INDEX = 'nyu_v2_3task.json';
const DEPTH = 'depth/0085.npy';
const IMAGE = 'img/0085.png';
const CARLA_DEPTH = 'train/depth/0.npy';
const CLASSES = 'train/label_19/0.npy';

const hypersim = (
  what: string,
  code: number,
  says: Case['says'],
  spoil: Case['spoil'],
  args: readonly string[] = [],
): Case => ({ what, sample: 'hypersim', spoil, code, says, args });
const carla = (what: string, code: number, says: Case['says'], spoil: Case['spoil']): Case => ({
  what,
  sample: 'carla',
  spoil,
  code,
  says,
});

const CASES: readonly Case[] = [
  hypersim('a folder that is not there', 4, ['data'], (data) => {
    rmSync(data, { recursive: true });
  }),
  hypersim('a folder without an index', 4, ['data'], (data) => {
    rmSync(join(data, INDEX));
  }),
  hypersim('an index that is not JSON', 3, [INDEX], (data) => {
    truncate(join(data, INDEX));
  }),
  hypersim('an index of the wrong form', 3, [INDEX, 'train'], (data) => {
    writeFileSync(join(data, INDEX), '{"train": {"a": 1}, "test": 3}');
  }),
  hypersim('an index that names an absent file', 4, [DEPTH], (data) => {
    rmSync(join(data, DEPTH));
  }),
  hypersim('a path that climbs out of the folder', 3, ['../0085.npy', 'climbs out'], (data) => {
    replaceIn(join(data, INDEX), DEPTH, '../0085.npy');
  }),
  hypersim('a split that is not there', 2, ['validation'], () => undefined, ['--split', 'validation']),
  hypersim('a truncated PNG', 3, [IMAGE], (data) => {
    truncate(join(data, IMAGE));
  }),
  hypersim('text with the name of a PNG', 3, [IMAGE], (data) => {
    writeFileSync(join(data, IMAGE), 'not a picture');
  }),
  hypersim('an image that claims 60,000 x 60,000', 3, [IMAGE, /60,?000/], (data) => {
    claimSize(join(data, IMAGE), 60_000, 60_000);
  }),
  hypersim('labels of another size than the image', 3, [DEPTH, '100'], (data) => {
    writeFloats(join(data, DEPTH), [100, 100], 2);
  }),
  hypersim('an npy of the wrong shape', 3, [DEPTH], (data) => {
    writeFloats(join(data, DEPTH), [480, 640, 2], 2);
  }),
  hypersim('an npy of objects', 3, [DEPTH, 'object'], (data) => {
    writeNpy(join(data, DEPTH), '|O', [480, 640], new Uint8Array(480 * 640 * 8));
  }),
  hypersim('an npy with a short body', 3, [DEPTH, String(4 * 480 * 640)], (data) => {
    writeNpy(join(data, DEPTH), '<f4', [480, 640], new Uint8Array(1000));
  }),
  hypersim('NaN in a depth map', 3, [DEPTH, 'NaN'], (data) => {
    writeFloats(join(data, DEPTH), [480, 640], NaN);
  }),
  hypersim('negative depth', 3, [DEPTH, '-2'], (data) => {
    writeFloats(join(data, DEPTH), [480, 640], -2);
  }),
  hypersim('a task without a labelled pixel in any batch', 3, ['depth', 'labelled'], (data) => {
    writeFloats(join(data, DEPTH), [480, 640], 0);
  }),
  carla('a class beyond the 19', 3, [CLASSES, '77', '19'], (data) => {
    writeFloats(join(data, CLASSES), [256, 512], 77);
  }),
  carla('NaN in a disparity map', 3, [CARLA_DEPTH, 'NaN'], (data) => {
    writeFloats(join(data, CARLA_DEPTH), [256, 512, 1], NaN);
  }),
];

describe('metasparse similarity on broken data refuses', () => {
  beforeAll(() => {
    process.env.METASPARSE_DEVICE = 'cpu';
  });

  it.each(CASES)('$what', async ({ what, sample, spoil, code, says, args = [] }) => {
    const folder = join(scratch.path, what.replaceAll(/\W+/g, '-'));
    const data = copySample(sample, join(folder, 'data'));
    spoil(data);
    const out = join(folder, 'out');
    const ended = await metasparse(['similarity', '--data', data, '--out', out, ...TINY, ...args]);
    const sentence = ended.stderr.split('\n').find((line) => line.startsWith('metasparse: ')) ?? ended.stderr;
    for (const part of says) expect(sentence).toMatch(part);
    expect(ended.stderr).not.toMatch(/^\s+at .*:\d+/m);
    expect(ended.stderr).not.toContain('unexpected error');
    expect(ended.code).toBe(code);
    expect(leftovers(out)).toEqual([]);
  });
});

/** Results, locks and unfinished files that a refused run left. */
function leftovers(out: string): string[] {
  if (!existsSync(out)) return [];
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => /^(similarity|run|report|table)\.|^masks.|\.tmp$|lock$/.test(name));
}
