import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConflictError } from '@metasparse/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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
  const folder = await RunFolder.claim(out, PARAMETERS);
  writeFileSync(folder.totalPath(0), 'sums');
  folder.release();
}

describe('a run folder', () => {
  it('is taken again by the same run, however its parameters are ordered', async () => {
    await withResult();
    const { tasks, ...rest } = PARAMETERS;
    const again = await RunFolder.claim(out, { tasks, ...rest });
    expect(existsSync(again.totalPath(0))).toBe(true);
    again.release();
    expect(readdirSync(again.work)).toEqual([]);
  });

  it('of another run is refused, and the message names what differs', async () => {
    await withResult();
    const other = RunFolder.claim(out, { ...PARAMETERS, crop: 129, width: 1 });
    await expect(other).rejects.toThrow(/crop is 97 there, 129 here; width is undefined there, 1 here/);
    await expect(RunFolder.claim(out, { ...PARAMETERS, crop: 1 })).rejects.toBeInstanceOf(ConflictError);
  });

  it('leaves nothing when it is let go with nothing done, and keeps a folder that was there', async () => {
    (await RunFolder.claim(out, PARAMETERS)).release();
    expect(existsSync(out)).toBe(false);
    mkdirSync(out);
    (await RunFolder.claim(out, PARAMETERS)).release();
    expect(readdirSync(out)).toEqual([]);
  });

  it('is refused while its holder lives', async () => {
    await withResult();
    writeFileSync(join(out, 'work/lock'), String(process.ppid));
    await expect(RunFolder.claim(out, PARAMETERS)).rejects.toThrow(`process ${process.ppid} is working`);
    expect(readdirSync(join(out, 'work'))).toEqual(['lock']);
  });

  it.each([DEAD, '', 'nobody', '-1'])('is taken over from a lock that says "%s"', async (holder) => {
    await withResult();
    writeFileSync(join(out, 'work/lock'), holder);
    writeFileSync(join(out, 'work/seed-0.block-1.safetensors.12.ab.tmp'), 'half');
    (await RunFolder.claim(out, PARAMETERS)).release();
    expect(readdirSync(join(out, 'work'))).toEqual([]);
  });

  it('that a kill left before its plan was written is taken', async () => {
    for (const name of ['work', 'saliency', 'masks']) mkdirSync(join(out, name), { recursive: true });
    writeFileSync(join(out, 'work/lock'), DEAD);
    writeFileSync(join(out, 'plan.json.1.ab.tmp'), '{');
    await RunFolder.claim(out, PARAMETERS);
    expect(readdirSync(out).sort()).toEqual(['masks', 'plan.json', 'saliency', 'work']);
  });

  it.each([
    ['beach.txt', 'holds other files'],
    ['saliency/mine.npy', 'holds other files'],
    ['work/notes.md', 'holds other files'],
  ])('with a file of somebody else, %s, is refused and left alone', async (name, says) => {
    mkdirSync(join(out, name, '..'), { recursive: true });
    writeFileSync(join(out, name), 'mine');
    await expect(RunFolder.claim(out, PARAMETERS)).rejects.toThrow(says);
    expect(readdirSync(out)).toEqual([name.split('/')[0]]);
  });

  it.each(['{', 'null', '{"key": 1}', '[]'])('with the plan %s is refused', async (plan) => {
    mkdirSync(out);
    writeFileSync(join(out, 'plan.json'), plan);
    await expect(RunFolder.claim(out, PARAMETERS)).rejects.toThrow('is not a plan of metasparse');
  });

  it('that is a file, or lies below one, is refused', async () => {
    writeFileSync(out, '');
    await expect(RunFolder.claim(out, PARAMETERS)).rejects.toThrow('is a file');
    await expect(RunFolder.claim(join(out, 'below'), PARAMETERS)).rejects.toThrow('cannot be written');
  });
});
