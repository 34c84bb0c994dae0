import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupsFile } from '@metasparse/grouping';
import type { DecisionFile } from '@metasparse/report';
import { makeScenes, type PruneOutcome } from '@metasparse/steps';
import { metasparse, temporaryFolder, type Ended } from './metasparse.js';

const BINARY = fileURLToPath(new URL('../bin/metasparse.mjs', import.meta.url));
const SETTINGS = (
  '--tasks seg,sn,depth --sparsity 50 --sparsities 50 --seeds 2 --batches 2 --batch-size 1 --crop 48 --width 1/32 ' +
  '--prune-batches 1 --workers 1'
).split(' ');
const scratch = temporaryFolder();
const at = (...names: string[]): string => join(scratch.path, ...names);
const args = (out: string, more: readonly string[]): string[] => [
  ...['decide', '--data', at('data'), '--out', at(out)],
  ...[...SETTINGS, ...more],
];
const ASKED = ['--budget', '2', '--until', 'none'];
const decide = (out: string, ...more: string[]): Promise<Ended> => metasparse(args(out, more));
const decisionIn = (out: string): DecisionFile =>
  JSON.parse(readFileSync(at(out, 'decision.json'), 'utf8')) as DecisionFile;
/** What of a decision no clock decides. */
const timeless = ({
  surer,
  effort: { secondsPerBatch: _pace, ...effort },
  next: _next,
  ...rest
}: DecisionFile) => ({
  ...rest,
  effort,
  surer: surer.map(({ seconds: _seconds, ...way }) => way),
});

let first: Ended;
beforeAll(async () => {
  const size = { count: 4, height: 48, width: 64, seed: 1, testPercent: 25 };
  await makeScenes({ ...size, controls: [], workers: 0, out: at('data') });
  first = await decide('a', ...ASKED);
}, 240_000);
afterAll(() => {
  scratch.remove();
});

describe('metasparse decide', () => {
  it('leaves similarities, groups, a pruned network a group, and a decision that says what they say', () => {
    expect(first).toMatchObject({ code: 0 });
    const file = decisionIn('a');
    const groups = JSON.parse(readFileSync(at('a/groups/groups.json'), 'utf8')) as GroupsFile;
    expect(file.networks.map(({ tasks }) => tasks)).toEqual(
      groups.sets[0]?.networks.map(({ tasks }) => tasks),
    );
    expect(file.networks).toHaveLength(2);
    expect(file.certainty.same).toBe(groups.certainty?.same);
    expect(file.certainty.pairs).toHaveLength(3);
    for (const { tasks, net, params, weights, sparsity } of file.networks) {
      const { net: size, numToKeep } = JSON.parse(
        readFileSync(at('a', net, '../prune.json'), 'utf8'),
      ) as PruneOutcome;
      expect([Object.keys(numToKeep), params, weights]).toEqual([tasks, size.kept, size.weights]);
      expect(sparsity).toBeCloseTo(0.5, 3);
    }
    const page = readFileSync(at('a/decision.html'), 'utf8');
    for (const text of [file.answer, file.certainty.sentence]) {
      expect(first.stdout).toContain(text);
      expect(page).toContain(text);
      expect(readFileSync(at('a/decision.md'), 'utf8')).toContain(text);
    }
  });

  it('writes commands that train the networks', async () => {
    for (const { what, command } of decisionIn('a').next.slice(0, 2)) {
      const [program, ...rest] = command;
      expect([program, what]).toEqual(['metasparse', expect.stringMatching(/^Train /)]);
      const ended = await metasparse([...rest, '--iterations', '1']);
      expect([ended.code, ended.stderr]).toEqual([0, expect.any(String)]);
    }
    expect(readdirSync(at('a/trained'))).toHaveLength(2);
  });

  it('answers from what is there, and prunes a damaged network again', async () => {
    const before = decisionIn('a');
    const [kept, damaged] = before.networks.map(({ net }) => at('a', net));
    const made = statSync(kept ?? '').mtimeMs;
    const bytes = readFileSync(damaged ?? '');
    writeFileSync(damaged ?? '', bytes.subarray(0, 100));
    const { code, stderr, stdout } = await decide('a', ...ASKED, '--json');
    expect([code, stderr.match(/pruned before/g)?.length]).toEqual([0, 1]);
    expect(JSON.parse(stdout)).toEqual(before);
    expect(statSync(kept ?? '').mtimeMs).toBe(made);
    expect(readFileSync(damaged ?? '')).toEqual(bytes);
  });

  it('chooses anew for another budget, with the similarities that are there', async () => {
    const record = readFileSync(at('a/similarity/run.json'), 'utf8');
    const pace = (text: string): unknown => (JSON.parse(text) as { times: unknown }).times;
    const { code } = await decide('a', '--budget', '1', '--until', 'none');
    expect(code).toBe(0);
    const { networks, certainty, budget } = decisionIn('a');
    expect(networks.map(({ tasks }) => tasks)).toEqual([['seg', 'sn', 'depth']]);
    expect([certainty.grade, budget.limit]).toEqual(['no choice', 1]);
    expect(pace(readFileSync(at('a/similarity/run.json'), 'utf8'))).toEqual(pace(record));
  });

  it('keeps to a number of weights, those of the pruned networks', async () => {
    const { code, stderr } = await decide('a', '--max-params', '1000', '--until', 'none');
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/the budget is 1000 parameters.*cost at least \d+/),
    ]);
    expect(await decide('a', '--max-params', '1e9', '--until', 'none', '--alone', '2')).toMatchObject({
      code: 0,
    });
    const { networks, total, budget } = decisionIn('a');
    expect(networks.map(({ tasks }) => tasks.join())).toEqual(['seg', 'sn', 'depth']);
    expect(total.params).toBe(networks.reduce((sum, { params }) => sum + params, 0));
    expect([budget.kind, total.withinBudget]).toEqual(['params', true]);
  });

  it('refuses networks that were pruned otherwise, and similarities of other settings', async () => {
    expect(await decide('a', ...ASKED, '--prune-batches', '2')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('batches is 1 there, 2 here'),
    });
    expect(await decide('a', ...ASKED, '--first-seed', '7')).toMatchObject({
      code: 5,
      stderr: expect.stringContaining('another run'),
    });
  });

  it('goes on after kill -9, in the similarities and in a network, to the same decision', async () => {
    const killedAt = async (line: string): Promise<void> => {
      const child = spawn(process.execPath, [BINARY, ...args('killed', ASKED)], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes(line)) child.kill('SIGKILL');
      });
      const [, signal] = (await once(child, 'close')) as [number | null, string | null];
      expect([line, signal, existsSync(at('killed/decision.json'))]).toEqual([line, 'SIGKILL', false]);
    };
    await killedAt('judging seed 0');
    await killedAt(': pruning');
    const again = await decide('killed', ...ASKED);
    expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('4 are already done')]);
    rmSync(at('a'), { recursive: true });
    await decide('a', ...ASKED);
    expect(timeless(decisionIn('killed'))).toEqual(timeless(decisionIn('a')));
  }, 300_000);

  it('stops on Ctrl-C, says how to go on, and goes on', async () => {
    const child = spawn(process.execPath, [BINARY, ...args('stopped', ASKED)], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (chunk.toString().includes('judging seed 0')) child.kill('SIGINT');
    });
    const [code] = (await once(child, 'close')) as [number | null];
    expect([code, said]).toEqual([130, expect.stringContaining('the same command goes on')]);
    expect(await decide('stopped', ...ASKED)).toMatchObject({ code: 0 });
  });
});

describe('metasparse decide refuses', () => {
  it.each<[string, readonly string[], number, string]>([
    ['no budget', [], 2, 'a budget is missing'],
    ['a folder without data', ['--budget', '2', '--data', at('nowhere')], 4, 'nowhere'],
    ['one task', ['--budget', '1', '--tasks', 'seg'], 2, 'at least 2'],
    [
      'pairs of tasks that are not compared',
      ['--budget', '2', '--apart', 'seg+edge'],
      2,
      '--apart names "edge"',
    ],
    ['limits below where the run begins', ['--budget', '2', '--max-seeds', '1'], 2, '--max-seeds is 1'],
    ['a width that is no divisor', ['--budget', '2', '--width', '0.3'], 2, '--width is 0.3'],
  ])('%s, before anything is computed', async (what, more, code, message) => {
    const ended = await decide(`refused ${what}`, ...more);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(message)]);
    expect(existsSync(at(`refused ${what}`))).toBe(false);
  });

  it('masks that cut a network apart, unless they are allowed', async () => {
    const cut = ['--budget', '1', '--until', 'none', '--sparsity', '99.5', '--sparsities', '50'];
    const refused = await decide('cut', ...cut);
    expect([refused.code, refused.stderr]).toEqual([
      3,
      expect.stringMatching(/cut the net apart.*--allow-disc/),
    ]);
    expect([existsSync(at('cut/decision.json')), readdirSync(at('cut/networks'))]).toEqual([false, []]);
    expect(await decide('cut', ...cut, '--allow-disconnected')).toMatchObject({ code: 0 });
    const { networks, doubts } = decisionIn('cut');
    expect(networks[0]?.disconnected.length).toBeGreaterThan(0);
    expect(doubts.join('\n')).toContain('cut seg+sn+depth apart');
  });

  it('a folder with other files', async () => {
    mkdirSync(at('taken'));
    writeFileSync(at('taken/x'), '');
    expect(await decide('taken', ...ASKED)).toMatchObject({ code: 5 });
    expect(readdirSync(at('taken'))).toEqual(['x']);
  });
});
