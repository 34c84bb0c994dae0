import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { densityReport, flatScores, joinedLayers, type TaskScores } from '@metasparse/sparsity';
import { streamKey, uniform } from '@metasparse/scenenet';
import { ARBITERS } from './arbiter.js';
import { pruneByScores } from './prune.js';
import { UnreachableSparsityError, solveKeepRatio } from './solve-keep-ratio.js';

const BACKBONE = [
  { name: 'backbone.a', shape: [5, 4, 3, 3] as const },
  { name: 'backbone.b', shape: [6, 5, 1, 1] as const },
];

/** Scores by formula; heads differ in size, so tasks differ in n. */
function task(name: string, t: number, seed: number, map: (u: number) => number = (u) => u): TaskScores {
  const layers = [...BACKBONE, { name: `head.${name}`, shape: [4 + 9 * t, 3, 1, 1] as const }];
  const length = layers.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const key = streamKey(17 * t + seed);
  return flatScores(
    name,
    layers,
    2,
    Float32Array.from({ length }, (_, e) => map(uniform(key, e))),
  );
}

const tasksOf = (seed: number): TaskScores[] => ['seg', 'sn', 'depth'].map((name, t) => task(name, t, seed));

describe('solveKeepRatio', () => {
  it.each(ARBITERS)('reaches any sparsity of backbone or net exactly, by %s', (arbiter) => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.integer({ min: 5, max: 95 }),
        fc.constantFrom('backbone' as const, 'net' as const),
        (seed, percent, scope) => {
          const tasks = tasksOf(seed);
          const target = { scope, sparsity: percent / 100 };
          const { joined, solved, numToKeep } = pruneByScores(tasks, {
            size: { kind: 'target', target },
            arbiter,
          });
          const layers = scope === 'backbone' ? joined.backbone : joinedLayers(joined);
          const { kept, weights } = densityReport(layers).total;
          expect(kept).toBe(Math.round((1 - target.sparsity) * weights));
          expect(solved).toMatchObject({ kept, weights, target: kept, shortfall: 0 });
          tasks.forEach(({ layers: own }, t) => {
            const n = own.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
            expect(Math.abs((numToKeep[t] as number) - (solved?.keepRatio ?? NaN) * n)).toBeLessThan(2);
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('stays below the target by ties it cannot split, and says so', () => {
    const flat = { name: 'backbone.a', shape: [1, 10_000, 1, 1] as const };
    const scores = Float32Array.from({ length: 10_000 }, (_, e) => Math.floor(e / 4) + 1);
    const tasks = [flatScores('seg', [flat], 1, scores)];
    const solved = solveKeepRatio(tasks, 'union', { scope: 'backbone', sparsity: 0.8999 });
    expect(solved).toMatchObject({ target: 1001, kept: 1000, shortfall: 1 });
  });

  it('refuses a target that equal scores make unreachable', () => {
    const tasks = [task('seg', 0, 1, () => 1)];
    const solve = (): unknown => solveKeepRatio(tasks, 'union', { scope: 'backbone', sparsity: 0.9 });
    expect(solve).toThrow(UnreachableSparsityError);
    expect(solve).toThrow(/of \d+ weights of the backbone have to be kept, the nearest masks keep \d+/);
  });

  it('refuses sparsities outside (0, 1)', () => {
    for (const sparsity of [0, 1, NaN, -1])
      expect(() => solveKeepRatio(tasksOf(1), 'union', { scope: 'net', sparsity })).toThrow(
        `sparsity is ${sparsity}`,
      );
  });
});
