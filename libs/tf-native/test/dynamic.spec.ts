import { describe, expect, it } from 'vitest';
import { keptCount, weightCount, type BitMask } from '@metasparse/sparsity';
import {
  dropLayers,
  dropRate,
  initialMasks,
  layerDensities,
  maskAction,
  slices,
  updateMasks,
  type DynamicSettings,
  type Trainer,
} from '@metasparse/training';
import { netLayers } from '@metasparse/scenenet';
import { kernels } from './finite-difference.js';
import { plan, tinyBatch, tinyTrainer } from './tiny-training.js';

const { backbone, heads } = netLayers(plan);
const layers = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
const DENSITY = 0.3;
const densities = layerDensities('erk', layers, DENSITY);

function dynamicSettings(changes: Partial<DynamicSettings> = {}): DynamicSettings {
  const byName = new Map(layers.map(({ name }, l) => [name, densities[l] as number]));
  return { densities: byName, slice: 2, grownWeights: 'zero', compat: 'correct', ...changes };
}

function start(compat: DynamicSettings['compat'] = 'correct'): Trainer {
  const trainer = tinyTrainer();
  const masks = initialMasks(layers, densities, 1, compat);
  trainer.setMasks(new Map(layers.map(({ name }, l) => [name, masks[l] as BitMask])));
  return trainer;
}

function keptWeights(trainer: Trainer): number {
  return layers.reduce((sum, { name }) => sum + keptCount(trainer.maskOf(name) as BitMask), 0);
}

/**
 * Weights by which a backbone layer misses its density at most. The first layers of the heads are no measure here: on
 * a map of 5 x 5 all their taps but the middle one read padding, have no gradient, and are not grown.
 */
function furthestBackboneLayer(trainer: Trainer): number {
  const misses = backbone.map((layer, l) => {
    const kept = keptCount(trainer.maskOf(layer.name) as BitMask);
    return Math.abs(kept - (densities[l] as number) * weightCount(layer));
  });
  return Math.max(...misses);
}

const all = layers.reduce((sum, layer) => sum + weightCount(layer), 0);

describe('an update of the masks', () => {
  it.each([1, 3, 5])('keeps every layer at its density, for a batch of %d', (count) => {
    const before = kernels.live();
    const trainer = start();
    const updates = updateMasks(trainer, dynamicSettings(), 0.5, tinyBatch(count), null);
    updates.forEach(({ name, weights, wanted, grown }, l) => {
      const kept = keptCount(trainer.maskOf(name) as BitMask);
      expect(grown, name).toBeLessThanOrEqual(wanted);
      expect(kept / weights, name).toBeLessThanOrEqual((densities[l] as number) + 1 / weights);
    });
    expect(furthestBackboneLayer(trainer)).toBeLessThanOrEqual(1);
    trainer.free();
    expect(kernels.live()).toBe(before);
  });

  it('overshoots as published under compat reference', () => {
    const trainer = start('reference');
    const settings = dynamicSettings({ compat: 'reference', grownWeights: 'stale' });
    updateMasks(trainer, settings, 0.5, tinyBatch(2), null);
    expect(keptWeights(trainer) / all).toBeGreaterThan(DENSITY + 0.005);
    dropLayers(trainer, settings, 0);
    expect(Math.abs(keptWeights(trainer) / all - DENSITY)).toBeLessThan(0.005);
    trainer.free();
  });

  it('starts grown weights from zero with fresh moments, or from their stale values', () => {
    const grown = (['zero', 'stale'] as const).map((grownWeights) => {
      const trainer = start();
      trainer.step(tinyBatch(2));
      dropLayers(trainer, dynamicSettings(), 0.5);
      const { name } = layers[4] as (typeof layers)[number];
      const old = trainer.maskOf(name) as BitMask;
      updateMasks(trainer, dynamicSettings({ grownWeights }), 0.5, tinyBatch(2), null);
      const now = trainer.maskOf(name) as BitMask;
      const isNew = (i: number): boolean =>
        (((now.bytes[i >> 3] as number) & ~(old.bytes[i >> 3] as number)) >> (7 - (i & 7))) % 2 === 1;
      const zeros = [...trainer.readState()]
        .filter((entry) => entry.name === `${name}.weight` && entry.kind !== 'mask')
        .map((entry) =>
          'values' in entry ? [...entry.values].filter((v, i) => isNew(i) && v !== 0).length : 0,
        );
      trainer.free();
      return zeros;
    });
    expect(grown[0]).toEqual([0, 0, 0]);
    expect(Math.min(...(grown[1] ?? []))).toBeGreaterThan(0);
  });

  it('goes on beyond the end, with nothing left to change', () => {
    const schedule = { end: 4, interval: 2, dropRate: 0.5 };
    const trainer = start();
    const batch = tinyBatch(2);
    const actions: string[] = [];
    for (let iteration = 0; iteration < 7; iteration++) {
      const action = maskAction(schedule, iteration);
      actions.push(action);
      const rate = dropRate(schedule, iteration);
      if (action === 'drop-and-grow') updateMasks(trainer, dynamicSettings(), rate, batch, null);
      if (action === 'settle') dropLayers(trainer, dynamicSettings(), rate);
      trainer.step(batch);
    }
    expect(actions).toEqual(['drop-and-grow', 'none', 'drop-and-grow', 'none', 'settle', 'none', 'none']);
    expect(furthestBackboneLayer(trainer)).toBeLessThanOrEqual(2);
    trainer.free();
  });
});

describe('slices', () => {
  it('cover the whole batch, or its first sixteen images as published', () => {
    const batch = tinyBatch(19);
    const sizes = (compat: DynamicSettings['compat']): number[] =>
      slices(batch, { slice: 8, compat }).map(({ samples }) => samples.length);
    expect(sizes('correct')).toEqual([8, 8, 3]);
    expect(sizes('reference')).toEqual([8, 8]);
  });
});
