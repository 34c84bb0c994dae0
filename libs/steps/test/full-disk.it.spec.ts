import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { fill } from './fill-disk.js';
import { RunPlace } from './cli-process.js';

const place = new RunPlace();
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

afterAll(() => {
  unmount();
  place.remove();
});

it('refuses a file system without space before anything is written', async () => {
  const { code, stderr } = await place.run('/proc/metasparse');
  expect([code, stderr]).toEqual([7, expect.stringMatching(/\/proc\/metasparse: the run needs .* are free/)]);
});

const describeDisk = (name: string, define: () => void): void => {
  if (canMount) describe(name, define);
};

describeDisk('a run on a disk of its own', () => {
  it('that is too small is refused before anything is written', async () => {
    mount('2m');
    const { code, stderr } = await place.run('disk/out');
    expect([code, stderr]).toEqual([
      7,
      expect.stringMatching(/needs 0\.0\d GiB of disk and 0\.00 GiB are free/),
    ]);
    expect(existsSync(join(disk, 'out'))).toBe(false);
    unmount();
  });

  it('that fills up ends with one sentence, nothing half-written, and goes on when there is space', async () => {
    mount('100m');
    let batches = 0;
    const first = await place.run('disk/out', ['--workers', '1'], ({ event }) => {
      if (event === 'batch' && ++batches === 2) fill(join(disk, 'filler'));
    });
    expect([first.code, first.stderr]).toEqual([7, expect.stringContaining('the disk is full')]);
    expect(first.stderr).not.toMatch(/^\s+at /m);
    expect(place.unfinished('disk/out')).toEqual([]);
    rmSync(join(disk, 'filler'));
    const second = await place.run('disk/out', ['--workers', '1']);
    expect([second.code, second.stderr]).toEqual([0, '']);
    expect((await place.run('undisturbed')).code).toBe(0);
    expect(place.digests('disk/out')).toEqual(place.digests('undisturbed'));
    unmount();
  });
});
