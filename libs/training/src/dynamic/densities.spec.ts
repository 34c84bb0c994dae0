import fc from 'fast-check';
import { expect, it } from 'vitest';
import { weightCount, type LayerDescriptor } from '@metasparse/sparsity';
import { layerDensities } from './densities.js';

const layer = fc
  .tuple(fc.integer({ min: 1, max: 64 }), fc.integer({ min: 1, max: 64 }), fc.constantFrom(1, 3, 7))
  .map(([out, into, k]): LayerDescriptor => ({ name: 'layer', shape: [out, into, k, k] }));
const layers = fc.array(layer, { minLength: 1, maxLength: 12 });
const density = fc.double({ min: 0.001, max: 1, noNaN: true });

it('keeps the density of the whole net, layer by layer at most all', () => {
  fc.assert(
    fc.property(layers, density, (net, wanted) => {
      const densities = layerDensities('erk', net, wanted);
      const kept = densities.reduce((sum, d, l) => sum + d * weightCount(net[l] as LayerDescriptor), 0);
      const all = net.reduce((sum, one) => sum + weightCount(one), 0);
      expect(kept / all).toBeCloseTo(wanted, 9);
      expect(densities.every((d) => d >= 0 && d <= 1 + 1e-12)).toBe(true);
    }),
  );
});

it('gives every layer the same density where it is uniform', () => {
  fc.assert(
    fc.property(layers, density, (net, wanted) => {
      expect(layerDensities('uniform', net, wanted)).toEqual(net.map(() => wanted));
    }),
  );
});

it('refuses densities outside (0, 1] and no layers', () => {
  const one: LayerDescriptor = { name: 'a', shape: [1, 1, 1, 1] };
  for (const wrong of [0, -1, 1.5, NaN])
    expect(() => layerDensities('erk', [one], wrong)).toThrow(`density is ${wrong}`);
  expect(() => layerDensities('erk', [], 0.5)).toThrow('0 layers');
});
