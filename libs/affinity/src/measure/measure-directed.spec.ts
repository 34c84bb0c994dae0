import { selectThresholds, topKMasks, unpackMask } from '@metasparse/sparsity';
import { describe, expect, it } from 'vitest';
import { BACKBONE, drawnScores } from '../../test/seed-fixture.js';
import { nullModel } from '../chance/null-model.js';
import { measureDirected } from './measure-directed.js';

const RATIOS = [0.3, 0.05];
const tasks = [drawnScores('seg', 1), drawnScores('sn', 2), drawnScores('depth', 3)];
const thresholds = tasks.map((task) => selectThresholds(task, RATIOS));
const shares = measureDirected(tasks, thresholds);

describe('directed shares', () => {
  it('are there for every task inside every other', () => {
    expect(shares.map(({ mask, saliency }) => `${mask}${saliency}`)).toEqual([
      '01',
      '02',
      '10',
      '12',
      '20',
      '21',
    ]);
  });

  it('sum the saliency that lies under the bits of the packed masks', () => {
    for (const { mask, saliency, inside, whole } of shares) {
      const owner = tasks[mask] as (typeof tasks)[number];
      const masks = topKMasks(owner, thresholds[mask] as (typeof thresholds)[number]);
      for (let l = 0; l < BACKBONE; l++) {
        const values = tasks[saliency]?.layer(l) ?? new Float32Array();
        expect(whole[l]).toBeCloseTo(
          values.reduce((sum, value) => sum + value, 0),
          9,
        );
        RATIOS.forEach((_, k) => {
          const bits = unpackMask(masks[k]?.masks[l] ?? { length: 0, bytes: new Uint8Array() });
          const kept = values.reduce((sum, value, i) => sum + value * (bits[i] ?? 0), 0);
          expect(inside[k]?.[l]).toBeCloseTo(kept, 9);
        });
      }
    }
  });

  it('of unrelated tasks lie between the kept fraction and 1, which they reach together', () => {
    const model = nullModel(5);
    for (const keep of [0.01, 0.1, 0.5, 0.9]) {
      expect(model.share(keep)).toBeGreaterThan(keep);
      expect(model.share(keep)).toBeLessThan(1);
    }
    expect(model.share(1)).toBeCloseTo(1, 6);
    expect(model.share(0)).toBe(0);
  });
});
