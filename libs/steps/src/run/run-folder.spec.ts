import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError } from '@metasparse/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimSimilarityFolder, totalPath } from '../similarity/similarity-folder.js';
import { RunFolder } from './run-folder.js';

const PARAMETERS = { command: 'similarity', crop: 97, tasks: ['seg', 'sn'] };
/** Larger than any process id of Linux. */
const DEAD = '4194305';

let place: string;
let out: string;
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'metasparse-folder-'));
  out = join(place, 'run');
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

/** A folder whose run has finished a block. */
async function withResult(): Promise<void> {
  const folder = await claimSimilarityFolder(out, PARAMETERS);
  writeFileSync(totalPath(folder, 0), 'sums');
  folder.release();
}

describe('a run folder', () => {
  it('is taken again by the same run, however its parameters are ordered', async () => {
    await withResult();
    const { tasks, ...rest } = PARAMETERS;
    const again = await claimSimilarityFolder(out, { tasks, ...rest });
    expect(existsSync(totalPath(again, 0))).toBe(true);
    again.release();
    expect(readdirSync(again.work)).toEqual([]);
  });

  it('of another run is refused, and the message names what differs', async () => {
    await withResult();
    const other = claimSimilarityFolder(out, { ...PARAMETERS, crop: 129, width: 1 });
    await expect(other).rejects.toThrow(/crop is 97 there, 129 here; width is undefined there, 1 here/);
    await expect(claimSimilarityFolder(out, { ...PARAMETERS, crop: 1 })).rejects.toBeInstanceOf(
      ConflictError,
    );
  });

  it('leaves nothing when it is let go with nothing done, and keeps a folder that was there', async () => {
    (await claimSimilarityFolder(out, PARAMETERS)).release();
    expect(existsSync(out)).toBe(false);
    mkdirSync(out);
    (await claimSimilarityFolder(out, PARAMETERS)).release();
    expect(readdirSync(out)).toEqual([]);
  });

  it('is refused where it holds results of the same run and is not asked to go on', async () => {
    await withResult();
    const again = RunFolder.claim(out, PARAMETERS, { folders: ['saliency', 'masks'], goesOn: false });
    await expect(again).rejects.toThrow(/holds this run already; add --resume/);
    expect(readdirSync(join(out, 'work'))).toEqual([]);
  });

  it('is refused while its holder lives', async () => {
    await withResult();
    writeFileSync(join(out, 'work/lock'), String(process.ppid));
    await expect(claimSimilarityFolder(out, PARAMETERS)).rejects.toThrow(
      `process ${process.ppid} is working`,
    );
    expect(readdirSync(join(out, 'work'))).toEqual(['lock']);
  });

  it.each([DEAD, '', 'nobody', '-1'])('is taken over from a lock that says "%s"', async (holder) => {
    await withResult();
    writeFileSync(join(out, 'work/lock'), holder);
    writeFileSync(join(out, 'work/seed-0.block-1.safetensors.12.ab.tmp'), 'half');
    (await claimSimilarityFolder(out, PARAMETERS)).release();
    expect(readdirSync(join(out, 'work'))).toEqual([]);
  });

  it('that a kill left before its plan was written is taken', async () => {
    for (const name of ['work', 'saliency', 'masks']) mkdirSync(join(out, name), { recursive: true });
    writeFileSync(join(out, 'work/lock'), DEAD);
    writeFileSync(join(out, 'plan.json.1.ab.tmp'), '{');
    await claimSimilarityFolder(out, PARAMETERS);
    expect(readdirSync(out).sort()).toEqual(['judging', 'masks', 'plan.json', 'saliency', 'work']);
  });

  it.each([
    ['beach.txt', 'holds other files'],
    ['saliency/mine.npy', 'holds other files'],
    ['work/notes.md', 'holds other files'],
  ])('with a file of somebody else, %s, is refused and left alone', async (name, says) => {
    mkdirSync(join(out, name, '..'), { recursive: true });
    writeFileSync(join(out, name), 'mine');
    await expect(claimSimilarityFolder(out, PARAMETERS)).rejects.toThrow(says);
    expect(readdirSync(out)).toEqual([name.split('/')[0]]);
  });

  it.each(['{', 'null', '{"key": 1}', '[]'])('with the plan %s is refused', async (plan) => {
    mkdirSync(out);
    writeFileSync(join(out, 'plan.json'), plan);
    await expect(claimSimilarityFolder(out, PARAMETERS)).rejects.toThrow('is not a plan of metasparse');
  });

  it('that is a file, or lies below one, is refused', async () => {
    writeFileSync(out, '');
    await expect(claimSimilarityFolder(out, PARAMETERS)).rejects.toThrow('is a file');
    await expect(claimSimilarityFolder(join(out, 'below'), PARAMETERS)).rejects.toThrow('cannot be written');
  });
});
