import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '@metasparse/artifacts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fill } from './fill-disk.js';
import { TrainPlace } from './train-place.js';

const place = new TrainPlace();
const disk = join(place.path, 'disk');
mkdirSync(disk);

/** A disk of its own needs root; elsewhere the specs of `artifacts` and `disk.ts` cover the refusals. */
const mount = (size: string): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]).status === 0;
const unmount = (): void => {
  spawnSync('umount', [disk]);
};
const canMount = mount('1m');
if (canMount) unmount();

beforeAll(() => place.makeData());
afterAll(() => {
  unmount();
  place.remove();
});

const itOnDisk = (name: string, test: () => Promise<void>): void => {
  if (canMount) it(name, test, 240_000);
};

itOnDisk(
  'a disk that fills up keeps the earlier checkpoints, and the run goes on when there is space',
  async () => {
    mount('60m');
    const first = await place.run('disk/out', [], ({ event, iteration }) => {
      if (event === 'checkpoint' && iteration === 4) fill(join(disk, 'filler'));
    });
    expect([first.code, first.stderr]).toEqual([7, expect.stringContaining('the disk is full')]);
    expect(first.stderr).not.toMatch(/^\s+at /m);
    expect(place.checkpoints('disk/out')).toEqual(['iteration-000004.safetensors']);
    const kept = sha256(readFileSync(place.at('disk/out/checkpoints/iteration-000004.safetensors')));
    rmSync(join(disk, 'filler'));
    const second = await place.run('disk/out', ['--resume', '--keep-checkpoints', '3']);
    expect([second.code, second.stderr]).toEqual([0, '']);
    const again = readFileSync(place.at('disk/out/checkpoints/iteration-000004.safetensors'));
    expect(sha256(again)).toBe(kept);
    expect((await place.run('undisturbed')).code).toBe(0);
    expect(place.digests('disk/out')).toEqual(place.digests('undisturbed'));
    unmount();
  },
);
