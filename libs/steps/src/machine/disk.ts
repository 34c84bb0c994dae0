import { existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ResourceExhaustedError } from '@metasparse/contracts';

const GIB = 2 ** 30;

/** Throws ResourceExhaustedError where the disk of `folder` (which need not exist yet) has less than `bytes` free. */
export function requireDisk(
  folder: string,
  bytes: number,
  advice = 'use fewer --seeds or a smaller --width',
): void {
  let place = resolve(folder);
  while (!existsSync(place)) place = dirname(place);
  const { bavail, bsize } = statfsSync(place);
  const free = bavail * bsize;
  if (free >= bytes) return;
  const show = (n: number): string => `${(n / GIB).toFixed(2)} GiB`;
  throw new ResourceExhaustedError(
    `${folder}: the run needs ${show(bytes)} of disk and ${show(free)} are free; free some space, choose another --out, or ${advice}`,
    { file: folder, field: 'out', value: free, bound: `at least ${bytes} bytes` },
  );
}
