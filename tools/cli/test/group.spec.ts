import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SafetensorsFile } from '@metasparse/artifacts';
import type { GroupsFile } from '@metasparse/grouping';
import { copySample, metasparse, temporaryFolder } from './metasparse.js';

const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const SHARED =
  process.env['METASPARSE_SHARED'] ??
  resolve(fileURLToPath(new URL('../../../', import.meta.url)), '../shared');
const ORACLE = join(SHARED, 'oracles/task-grouping/setting-1.json');

/** Two seeds; segmentation and normals gain in the first, lose in the second as much as makes the choice turn. */
const GAINS = {
  schema: 'metasparse.gains/v1',
  tasks: ['seg', 'sn', 'depth'],
  seeds: [0, 1],
  subsets: [
    ...['seg', 'sn', 'depth'].map((task) => ({
      tasks: [task],
      gains: { [task]: [0, 0] },
      costs: { flops: 10 },
    })),
    { tasks: ['seg', 'sn'], gains: { seg: [0.5, -0.1], sn: [0.1, 0.1] }, costs: { flops: 14 } },
    { tasks: ['seg', 'depth'], gains: { seg: [0.1, 0.1], depth: [0.1, 0.1] }, costs: { flops: 15 } },
    { tasks: ['sn', 'depth'], gains: { sn: [-0.1, -0.1], depth: [0.05, 0.05] }, costs: { flops: 16 } },
  ],
};

beforeAll(async () => {
  writeFileSync(at('gains.json'), JSON.stringify(GAINS));
  copySample('hypersim', at('data'));
  const settings =
    '--batches 2 --batch-size 1 --seeds 2 --crop 97 --width 1/16 --workers 1 --sparsities 50,90';
  const args = ['similarity', '--data', at('data'), '--out', at('run'), ...settings.split(' ')];
  expect(await metasparse(args)).toMatchObject({ code: 0 });
});

afterAll(() => {
  scratch.remove();
});

const group = (...args: string[]) => metasparse(['group', ...args]);

async function answer(...args: string[]): Promise<GroupsFile> {
  const { code, stdout, stderr } = await group(...args, '--json');
  expect([code, stderr]).toEqual([0, '']);
  return JSON.parse(stdout) as GroupsFile;
}

const chosen = ({ sets }: GroupsFile): string[] =>
  (sets[0]?.networks ?? []).map(({ tasks }) => tasks.join('+'));

describe('metasparse group', () => {
  it.each([1, 2, 3, 4])(
    'chooses of the measured networks what an exhaustive search did, budget %i',
    async (budget) => {
      const oracle = JSON.parse(readFileSync(ORACLE, 'utf8')) as {
        readonly optimal: readonly {
          readonly totalLoss: number;
          readonly networks: readonly (readonly string[])[];
        }[];
      };
      const file = await answer('--from', 'losses', ORACLE, '--budget', String(budget));
      const wanted = oracle.optimal[budget - 1];
      expect(file.sets[0]?.value).toBeCloseTo(wanted?.totalLoss ?? NaN, 10);
      const sorted = (names: readonly (readonly string[])[]): string[] =>
        names.map((t) => [...t].sort().join()).sort();
      expect(sorted((file.sets[0]?.networks ?? []).map(({ tasks }) => tasks))).toEqual(
        sorted(wanted?.networks ?? []),
      );
      expect(file).toMatchObject({ proof: { optimal: true, candidates: 31 }, certainty: null });
      expect(file.notes).toContain('each number was measured once: how sure the choice is cannot be said');
    },
  );

  it('prints the choice, its proof, runners-up and what each budget buys, and writes three files', async () => {
    const { code, stdout, stderr } = await group(
      '--from',
      at('gains.json'),
      '--budget',
      '2',
      '--out',
      at('new/out'),
    );
    expect([code, stderr]).toEqual([0, `${at('new/out')}: groups.json, groups.tsv, groups.svg\n`]);
    expect(readdirSync(at('new/out')).sort()).toEqual(['groups.json', 'groups.svg', 'groups.tsv']);
    for (const text of ['proven to be the best', 'behind by', 'the decision stands in', '(each by itself)'])
      expect(stdout).toContain(text);
    const file = JSON.parse(readFileSync(at('new/out/groups.json'), 'utf8')) as GroupsFile;
    expect(file.schema).toBe('metasparse.groups/v1');
    const tsv = readFileSync(at('new/out/groups.tsv'), 'utf8').trimEnd().split('\n');
    expect(tsv).toHaveLength(1 + file.sets.reduce((sum, { networks }) => sum + networks.length, 0));
    expect(readFileSync(at('new/out/groups.svg'), 'utf8')).toMatch(
      /^<svg[\s\S]*What each budget buys[\s\S]*<\/svg>\s*$/,
    );
  });

  it('says how often the choice is the same when the seeds are drawn anew', async () => {
    const file = await answer(
      '--from',
      'gains',
      at('gains.json'),
      '--budget',
      '2',
      '--resamples',
      '4000',
      '--fill',
      'none',
    );
    expect(chosen(file)).toEqual(['seg+sn', 'seg+depth']);
    expect(file.sets[0]?.value).toBeCloseTo(0.2 + 0.1 + 0.1, 12);
    // Only where both draws are of seed 1 is segmentation better off elsewhere; the networks stay the same even then.
    expect(file.certainty).toMatchObject({ from: 'seeds', draws: 4000, same: 1 });
    const apart = await answer('--from', at('gains.json'), '--budget', '2', '--no-overlap', '--fill', 'none');
    expect(chosen(apart)).toEqual(['depth', 'seg+sn']);
    expect(Math.abs((apart.certainty?.same ?? NaN) - 0.75)).toBeLessThan(0.05);
    expect(apart.certainty?.chosen[1]?.networks).toEqual([['sn'], ['seg', 'depth']]);
    expect(apart.sets[1]).toMatchObject({ better: expect.closeTo(0.25, 1), margin: expect.closeTo(0.1, 9) });
  });

  it('takes draws of the file where it has them', async () => {
    const draws = (values: Readonly<Record<string, readonly number[]>>) =>
      Object.fromEntries(Object.entries(values).map(([task, [a = 0, b = 0]]) => [task, [a, a, a, b]]));
    const subsets = GAINS.subsets.map((subset) => ({ ...subset, draws: draws(subset.gains as never) }));
    writeFileSync(at('draws.json'), JSON.stringify({ ...GAINS, subsets }));
    const { certainty } = await answer('--from', at('draws.json'), '--budget', '2', '--no-overlap');
    expect(certainty).toMatchObject({ from: 'draws', draws: 4, same: 0.75 });
  });

  it('keeps pairs together or apart, and fills in groups that were not trained, or does not', async () => {
    const gains = ['--from', at('gains.json'), '--budget', '3'];
    expect(chosen(await answer(...gains, '--together', 'seg+sn', '--no-overlap'))).toEqual([
      'depth',
      'seg+sn',
    ]);
    expect(chosen(await answer(...gains, '--apart', 'seg+sn, seg+depth'))).toEqual(['seg', 'sn', 'sn+depth']);
    const one = await answer('--from', at('gains.json'), '--budget', '1');
    expect(one.sets[0]?.networks).toEqual([
      { tasks: ['seg', 'sn', 'depth'], serves: ['seg', 'sn', 'depth'], cost: 1, measured: false },
    ]);
    expect(await group('--from', at('gains.json'), '--budget', '1', '--fill', 'none')).toMatchObject({
      code: 2,
    });
  });

  it('keeps to FLOPs of the gains file and to latencies of another', async () => {
    const flops = await answer('--from', at('gains.json'), '--max-flops', '29', '--no-overlap');
    expect([chosen(flops), flops.sets[0]?.cost]).toEqual([['depth', 'seg+sn'], 24]);
    expect(flops.notes.join()).toContain('1 networks have no FLOPs per image');
    const costs = {
      schema: 'metasparse.costs/v1',
      subsets: GAINS.subsets.map(({ tasks }) => ({ tasks, latencyMs: 3 })),
    };
    writeFileSync(at('costs.json'), JSON.stringify(costs));
    const latency = ['--costs', at('costs.json'), '--max-latency-ms'];
    expect((await answer('--from', at('gains.json'), ...latency, '6')).budget).toMatchObject({
      limit: 6,
      kind: 'latency',
    });
    const short = await group('--from', at('gains.json'), ...latency, '5');
    expect([short.code, short.stderr]).toEqual([2, expect.stringContaining('cost at least 6')]);
  });

  it('chooses from a similarity run, says where its trunk splits, the same each time', async () => {
    const file = await answer('--from', 'similarity', at('run'), '--budget', '2');
    expect(file.sets[0]?.networks).toHaveLength(2);
    expect(file.branchPoints.map(({ scale }) => scale).slice(0, 2)).toEqual(['overlap', 'above chance']);
    const [trunk] = file.branchPoints;
    expect(trunk?.tasks).toEqual(['seg', 'sn', 'depth']);
    expect(trunk?.layers).toHaveLength(33);
    expect(trunk?.layers[trunk.point?.shared ?? -1]?.name).toBe(trunk?.splitAt);
    expect(await answer('--from', at('run'), '--budget', '2')).toEqual(file);
  });

  it('counts the weights that are kept, as counting them one by one does', async () => {
    const bits = (file: SafetensorsFile, name: string): number[] =>
      [...file.bytes(name, 'U8')].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((bit) => (byte >> bit) & 1));
    const counts = [0, 1].map((seed) => {
      const masks = SafetensorsFile.open(at(`run/masks/seed-${seed}.safetensors`));
      const names = masks.header.tensors.map(({ name }) => name);
      const layers = names.flatMap((name) => (name.startsWith('seg/s90/backbone') ? [name.slice(8)] : []));
      const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
      const shared = layers.map((layer) => {
        const [seg, depth] = [bits(masks, `seg/s90/${layer}`), bits(masks, `depth/s90/${layer}`)];
        return sum(seg.map((bit, i) => bit | (depth[i] as number)));
      });
      const heads = names.filter((name) => /^(seg\/s90\/task1|depth\/s90\/task3)/.test(name));
      const total = sum(shared) + sum(heads.map((name) => sum(bits(masks, name))));
      masks.close();
      return total;
    });
    const pruned = ['--pruned', '90', '--max-params', '1e9', '--together', 'seg+depth', '--alone', '-1'];
    const file = await answer('--from', at('run'), ...pruned, '--apart', 'seg+sn,depth+sn');
    const network = file.sets[0]?.networks.find(({ tasks }) => tasks.join() === 'seg,depth');
    expect(network?.cost).toBeCloseTo(((counts[0] ?? NaN) + (counts[1] ?? NaN)) / 2, 6);
  });

  it('counts the dense network: backbone once, a head a task', async () => {
    const dense = await answer('--from', at('run'), '--max-params', '1e12', '--alone', '0');
    const all = dense.references.find(({ name }) => name === 'all in one')?.cost ?? NaN;
    const alone = dense.references.find(({ name }) => name === 'each by itself')?.cost ?? NaN;
    const { layers } = JSON.parse(readFileSync(at('run/similarity.json'), 'utf8')) as {
      layers: readonly { weights: number }[];
    };
    expect(alone - all).toBe(2 * layers.reduce((sum, { weights }) => sum + weights, 0));
    const size = async (pixels: string): Promise<number> =>
      (await answer('--from', at('run'), '--max-flops', '1e15', '--image-size', pixels)).references[0]
        ?.cost ?? NaN;
    expect(await size('97x193')).toBeGreaterThan(1.9 * (await size('97x97')));
  });
});

describe('metasparse group refuses', () => {
  it.each<[string, readonly string[], number, string]>([
    ['no budget', [], 2, 'a budget is missing'],
    ['masks that are not there', ['--max-flops', '9', '--pruned', '77'], 3, 'seg/s77/'],
    ['an unknown metric', ['--budget', '1', '--metric', 'f1'], 2, '--metric is "f1"'],
    ['an absent file of costs', ['--max-flops', '1', '--costs', 'no'], 4, 'no: cannot be read'],
    ['a folder that cannot be', ['--budget', '2', '--out', '/dev/null/x'], 2, 'choose another --out'],
  ])('%s', async (_, args, code, message) => {
    const ended = await group('--from', at('run'), ...args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
  });
});
