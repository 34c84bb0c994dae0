import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bcaInterval, signFlipTest } from '@metasparse/evidence';

interface Reference {
  readonly cases: readonly {
    readonly observed: number;
    readonly confidence: number;
    readonly leftOut: readonly number[];
    readonly replicates: readonly number[];
    readonly interval: readonly [number, number];
  }[];
  readonly flips: readonly {
    readonly rows: readonly (readonly number[])[];
    readonly p: readonly number[];
  }[];
}

/** Written by make_bootstrap.py beside it, from scipy. */
const FILE = new URL('fixtures/bootstrap.json', import.meta.url);
const { cases, flips } = JSON.parse(readFileSync(FILE, 'utf8')) as Reference;

describe('scipy gives the same', () => {
  it.each(cases)('BCa interval, case %#', ({ observed, confidence, leftOut, replicates, interval }) => {
    const [low, high] = bcaInterval(observed, replicates, leftOut, confidence);
    expect(low).toBeCloseTo(interval[0], 10);
    expect(high).toBeCloseTo(interval[1], 10);
  });

  it.each(flips)('p of all sign flips, case %#', ({ rows, p }) => {
    const tests = signFlipTest(rows, { most: 256, draws: 0, seed: 0 });
    expect(tests.map((test) => test.p)).toEqual(p.map((value) => expect.closeTo(value, 12) as number));
    for (const test of tests) expect(test.corrected).toBeGreaterThanOrEqual(test.p);
  });
});

describe('a BCa interval', () => {
  it('is finite where all replicates lie on one side, and a point where nothing varies', () => {
    const [low, high] = bcaInterval(1, [2, 3, 4], [1, 1.5], 0.9);
    expect([low, high].every(Number.isFinite)).toBe(true);
    expect(bcaInterval(0.5, [0.5, 0.5], [0.5, 0.5], 0.95)).toEqual([0.5, 0.5]);
  });

  it('refuses no replicates and a confidence of 1', () => {
    expect(() => bcaInterval(1, [], [], 0.95)).toThrow('0 replicates');
    expect(() => bcaInterval(1, [1], [], 1)).toThrow('the confidence is 1');
  });
});

describe('a test by sign flips', () => {
  it('can not be surer than its seeds allow, and drawn flips come near all of them', () => {
    const rows = [[1, 1.1, 0.9, 1, 1.2]];
    expect(signFlipTest(rows, { most: 32, draws: 0, seed: 0 })[0]?.p).toBe(2 / 32);
    const drawn = signFlipTest(rows, { most: 1, draws: 9999, seed: 1 })[0]?.p ?? NaN;
    expect(Math.abs(drawn - 2 / 32)).toBeLessThan(5 * Math.sqrt((0.0625 * 0.9375) / 1e4));
    expect(signFlipTest([[3]], { most: 32, draws: 0, seed: 0 })).toEqual([{ p: 1, corrected: 1 }]);
  });

  it('says nothing of a row with a hole', () => {
    const [hole, whole] = signFlipTest(
      [
        [NaN, 1],
        [1, 1],
      ],
      { most: 4, draws: 0, seed: 0 },
    );
    expect(hole).toEqual({ p: NaN, corrected: NaN });
    expect(whole).toEqual({ p: 0.5, corrected: 0.5 });
  });
});
