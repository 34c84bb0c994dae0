import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '@metasparse/artifacts';
import { RunPlace } from './cli-process.js';

const UNTIL = '--until stable --confidence 0.9999 --max-seeds 3 --max-batches 6 --workers 1'.split(' ');
const place = new RunPlace();
/** Three rounds on a busy machine. */
const PATIENCE_MS = 900_000;

const digests = (out: string): Record<string, string> => ({
  ...place.digests(out),
  rounds: sha256(place.read(out, 'rounds.json')),
});

beforeAll(async () => {
  const { code, stderr } = await place.run('whole', UNTIL);
  expect([code, stderr]).toEqual([0, '']);
}, PATIENCE_MS);

afterAll(() => {
  place.remove();
});

describe('a run until stable', () => {
  it('adds seeds, then batches, says what each round gave, and leaves no blocks', () => {
    const rounds = JSON.parse(Buffer.from(place.read('whole', 'rounds.json')).toString()) as {
      readonly seeds: number;
      readonly batches: number;
    }[];
    const sizes = rounds.map(({ seeds, batches }) => `${seeds}x${batches}`);
    expect(['2x3', '3x3', '3x6'].slice(0, sizes.length)).toEqual(sizes);
    expect(existsSync(join(place.path, 'whole/work'))).toBe(false);
    expect(existsSync(join(place.path, 'whole/blocks'))).toBe(false);
  });

  it(
    'killed in its second round goes on and ends with the same bits',
    async () => {
      let rounds = 0;
      const killed = await place.run('killed', UNTIL, ({ event }, child) => {
        if (event === 'round') rounds++;
        if (event === 'batch' && rounds === 1) child.kill('SIGKILL');
      });
      expect(killed.signal).toBe('SIGKILL');
      expect((await place.run('killed', UNTIL)).code).toBe(0);
      expect(digests('killed')).toEqual(digests('whole'));
    },
    PATIENCE_MS,
  );

  it(
    'that is finished is answered from',
    async () => {
      const before = digests('whole');
      expect((await place.run('whole', UNTIL)).code).toBe(0);
      expect(digests('whole')).toEqual(before);
    },
    PATIENCE_MS,
  );
});
