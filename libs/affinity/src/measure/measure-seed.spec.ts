import {
  filterSize,
  keptByBoth,
  keptCount,
  normalise,
  selectThresholds,
  topKMasks,
  unpackMask,
} from '@metasparse/sparsity';
import { describe, expect, it } from 'vitest';
import { BACKBONE, drawnScores, LAYERS, measured } from '../../test/seed-fixture.js';
import { measureSeed } from './measure-seed.js';

/** Out of order and with a repeat on purpose. */
const RATIOS = [0.3, 0.05, 0.8, 0.3];
const tasks = [drawnScores('seg', 1), drawnScores('sn', 2), drawnScores('depth', 3)];
const thresholds = tasks.map((task) => selectThresholds(task, RATIOS));
const masks = tasks.map((task, t) => topKMasks(task, thresholds[t] ?? selectThresholds(task, RATIOS)));
const measures = measureSeed(tasks, thresholds);

function dot(a: Float32Array, b: Float32Array, kept: (i: number) => boolean = () => true): number {
  return a.reduce((sum, value, i) => (kept(i) ? sum + value * (b[i] ?? 0) : sum), 0);
}

describe('measureSeed', () => {
  it('covers the backbone, every pair once, and the ratios as given', () => {
    expect(measures.layers.map(({ name }) => name)).toEqual(
      LAYERS.slice(0, BACKBONE).map(({ name }) => name),
    );
    expect(measures.pairs).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(measures.keepRatios).toEqual(RATIOS);
  });

  it('counts what the packed masks keep, in layers, filters, pairs and heads', () => {
    RATIOS.forEach((_, k) => {
      const at = (t: number, l: number) => masks[t]?.[k]?.masks[l] ?? { length: 0, bytes: new Uint8Array() };
      measures.layers.forEach((layer, l) => {
        const size = filterSize(LAYERS[l] ?? { name: '', shape: [0, 0, 0, 0] });
        layer.tasks.forEach((task, t) => {
          const own = unpackMask(at(t, l)).subarray(l * size, (l + 1) * size);
          expect(task.kept[k]).toBe(keptCount(at(t, l)));
          expect(task.keptInOwnFilter?.[k]).toBe(own.reduce((sum, bit) => sum + bit, 0));
        });
        measures.pairs.forEach(([a, b], p) => {
          expect(layer.pairs[p]?.both[k]).toBe(keptByBoth(at(a, l), at(b, l)));
        });
      });
      expect(measures.headKept.map((kept) => kept[k])).toEqual(
        tasks.map((_, t) => keptCount(at(t, BACKBONE))),
      );
    });
  });

  it('sums squares and products of normalised saliencies over all and over kept weights', () => {
    measures.layers.forEach((layer, l) => {
      const values = tasks.map((task, t) => normalise(task.layer(l), thresholds[t]?.normFactor ?? NaN));
      measures.pairs.forEach(([a, b], p) => {
        const [x, y] = [values[a] ?? new Float32Array(), values[b] ?? new Float32Array()];
        expect(layer.tasks[a]?.square).toBeCloseTo(dot(x, x), 15);
        expect(layer.pairs[p]?.dot).toBeCloseTo(dot(x, y), 15);
        RATIOS.forEach((_, k) => {
          const bits = [a, b].map((t) =>
            unpackMask(masks[t]?.[k]?.masks[l] ?? { length: 0, bytes: new Uint8Array() }),
          );
          expect(layer.tasks[a]?.maskedSquare[k]).toBeCloseTo(
            dot(x, x, (i) => bits[0]?.[i] === 1),
            15,
          );
          expect(layer.pairs[p]?.maskedDot[k]).toBeCloseTo(
            dot(x, y, (i) => bits.every((mask) => mask[i] === 1)),
            15,
          );
        });
      });
    });
  });

  it('handles layers longer than one chunk and lengths that are no multiple of eight', () => {
    const layers = [{ name: 'long', shape: [1, 1, 1, 9001] as const }];
    const long = ['a', 'b'].map((task, t) => drawnScores(task, t + 1, 5, layers, 1));
    const cuts = long.map((task) => selectThresholds(task, [0.25]));
    const [a, b] = long.map(
      (task, t) => topKMasks(task, cuts[t] ?? selectThresholds(task, [0.25]))[0]?.masks[0],
    );
    if (a === undefined || b === undefined) throw new Error('two masks were asked for');
    const [layer] = measureSeed(long, cuts).layers;
    expect(layer?.tasks.map(({ kept }) => kept[0])).toEqual([keptCount(a), keptCount(b)]);
    expect(layer?.pairs[0]?.both).toEqual([keptByBoth(a, b)]);
  });

  it('says that a layer has no filter of its own number', () => {
    const layers = [
      { name: 'first', shape: [1, 2, 1, 1] as const },
      { name: 'second', shape: [1, 4, 1, 1] as const },
    ];
    const { layers: rows } = measured([drawnScores('seg', 1, 0, layers, 2)], [0.5]);
    expect(rows.map(({ tasks: [task] }) => task?.keptInOwnFilter === null)).toEqual([false, true]);
  });

  it('survives a round trip through JSON', () => {
    expect(JSON.parse(JSON.stringify(measures))).toEqual(measures);
  });

  it('refuses thresholds of another task or other ratios, and backbones that differ', () => {
    const [seg, sn] = tasks;
    const other = drawnScores('sn', 2, 0, LAYERS, 5);
    if (seg === undefined || sn === undefined) throw new Error('three tasks were drawn');
    const cuts = selectThresholds(seg, [0.5]);
    expect(() => measureSeed([], [])).toThrow('0 tasks were given, at least 1 is needed');
    expect(() => measureSeed([sn], [cuts])).toThrow('thresholds 0 have to be those of sn at keep ratios 0.5');
    expect(() => measureSeed([seg, sn], [cuts, selectThresholds(sn, [0.4])])).toThrow(RangeError);
    expect(() => measureSeed([seg, other], [cuts, selectThresholds(other, [0.5])])).toThrow(
      'the backbones of seg and sn differ in layers or sizes',
    );
  });
});
