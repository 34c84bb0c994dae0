import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import type { SettingFlags } from '../options/parse-settings.js';
import { parseDecideOptions } from './options.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-decide-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const FLAGS: SettingFlags = { data: 'd', out: 'o', budget: '2', overlap: true };

it('asks for a settled order of pairs, and for masks at the sparsity of the networks', () => {
  const { similarity, groups, ...rest } = parseDecideOptions({ ...FLAGS, sparsity: '80', seeds: '3' });
  expect(similarity).toMatchObject({
    seeds: [0, 1, 2],
    sparsities: [30, 50, 70, 80, 90],
    until: { confidence: 0.95, maxSeeds: 12, maxBatches: 20 },
  });
  expect(groups).toMatchObject({ budget: { kind: 'networks', limit: 2 }, overlap: true, runnersUp: 4 });
  expect(rest).toEqual({ sparsityPercent: 80, pruneBatches: 50, allowDisconnected: false });
  expect(parseDecideOptions({ ...FLAGS, until: 'none' }).similarity.until).toBeUndefined();
});

it('takes the file where no flag is given, also for --no-overlap', () => {
  const config = join(folder, 'decide.yaml');
  writeFileSync(config, 'max-params: 1e6\noverlap: false\ntogether: seg+sn\n');
  const { groups } = parseDecideOptions({ data: 'd', out: 'o', overlap: true, config });
  expect(groups).toMatchObject({
    budget: { kind: 'params', limit: 1e6 },
    overlap: false,
    together: [['seg', 'sn']],
  });
  expect(parseDecideOptions({ ...FLAGS, overlap: false }).groups.overlap).toBe(false);
});

it.each<[SettingFlags, string]>([
  [{ budget: undefined }, 'a budget is missing; use one of --budget, --max-flops, --max-params'],
  [{ maxFlops: '1e9' }, '2 budgets are given'],
  [{ budget: '0' }, '--budget is "0": use a whole number from 1 to 30'],
  [{ budget: undefined, maxParams: '-1' }, '--max-params is "-1"'],
  [{ sparsity: '100' }, '--sparsity is "100": use a number above 0 and below 100'],
  [{ metric: 'f1' }, '--metric is "f1"'],
  [{ until: 'done' }, '--until is "done": use stable or none'],
  [{ runnersUp: '0' }, '--runners-up is "0"'],
  [{ apart: 'seg' }, '--apart has "seg"; use pairs of two tasks'],
  [{ pruneBatches: '0.5' }, '--prune-batches is "0.5"'],
])('refuses %j', (flags, message) => {
  expect(() => parseDecideOptions({ ...FLAGS, ...flags })).toThrow(message);
});
