import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { pooled } from './pool.js';
import { taskSubsets } from './task-subsets.js';

const folder = mkdtempSync(join(tmpdir(), 'metasparse-sets-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const names = (sets: string): string[] =>
  taskSubsets(sets, ['seg', 'sn', 'depth', 'edge']).map((set) => set.join('+'));

it('all-pairs are the singles and the pairs, in task order', () => {
  expect(names('all-pairs')).toEqual([
    ...['seg', 'sn', 'depth', 'edge'],
    ...['seg+sn', 'seg+depth', 'seg+edge', 'sn+depth', 'sn+edge', 'depth+edge'],
  ]);
});

it('all are every set that is not empty, each once', () => {
  expect(names('all')).toHaveLength(15);
  expect(new Set(names('all')).size).toBe(15);
  expect(names('all').at(-1)).toBe('seg+sn+depth+edge');
});

it('sets of a file are joined by the singles of their tasks, each once, whatever the order of names', () => {
  const file = join(folder, 'sets.txt');
  writeFileSync(file, 'depth + seg # two\n\nseg+depth\nsn+depth+seg\r\n');
  expect(names(file)).toEqual(['seg', 'sn', 'depth', 'seg+depth', 'seg+sn+depth']);
});

it('a pool has no more than its jobs at work, stops at an error and waits for those at work', async () => {
  const seen: number[] = [];
  let [working, most, ended] = [0, 0, 0];
  const work = async (item: number, signal: AbortSignal): Promise<void> => {
    seen.push(item);
    most = Math.max(most, ++working);
    await Promise.resolve();
    if (item === 3) throw new Error('three');
    await new Promise<void>((resolve) => {
      if (item < 3 || signal.aborted) resolve();
      else signal.addEventListener('abort', () => resolve());
    });
    working--;
    ended++;
  };
  await expect(pooled([1, 2, 3, 4, 5, 6], 2, undefined, work)).rejects.toThrow('three');
  expect([most, seen, ended]).toEqual([2, [1, 2, 3, 4], 3]);
});
