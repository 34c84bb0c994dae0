import { expect } from 'vitest';
import { effectiveValues, netEntries, netMask, netTensor, type NetState } from '@metasparse/interchange';
import { symmetric, type NetPlan } from '@metasparse/scenenet';
import { packMask } from '@metasparse/sparsity';

const size = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** A net of drawn values in [-1, 1); every convolution keeps each third weight where `masked`. */
export function smallNet(plan: NetPlan, masked = false): NetState {
  const entries = netEntries(plan);
  const tensors = entries.flatMap(({ name, kind, shape }, i) => {
    const values = Float32Array.from({ length: size(shape) }, (_, e) => symmetric(i, e));
    return kind === 'count' ? [] : [[name, netTensor(shape, values)] as const];
  });
  const masks = entries.flatMap(({ name, kind, shape }) => {
    const bits = Uint8Array.from({ length: size(shape) }, (_, e) => (e % 3 === 0 ? 1 : 0));
    return masked && kind === 'weight' ? [[name, netMask(shape, packMask(bits))] as const] : [];
  });
  const counts = entries.flatMap(({ name, kind }, i) => (kind === 'count' ? [[name, i] as const] : []));
  return { tensors: new Map(tensors), masks: new Map(masks), counts: new Map(counts), meta: {} };
}

/** The same net with its masks multiplied in. */
export function dense(net: NetState): NetState {
  const tensors = [...net.tensors].map(
    ([name, { shape }]) => [name, netTensor(shape, effectiveValues(net, name))] as const,
  );
  return { ...net, tensors: new Map(tensors), masks: new Map() };
}

/** Equal in every name, shape, bit of a value, mask and count. */
export function expectSameNet(actual: NetState, wanted: NetState): void {
  expect([...actual.tensors.keys()].sort()).toEqual([...wanted.tensors.keys()].sort());
  for (const [name, { shape, read }] of wanted.tensors) {
    const found = actual.tensors.get(name);
    expect([name, found?.shape]).toEqual([name, shape]);
    expect([name, bits(found?.read()).equals(bits(read()))]).toEqual([name, true]);
  }
  expect([...actual.masks.keys()].sort()).toEqual([...wanted.masks.keys()].sort());
  for (const [name, { read }] of wanted.masks) expect(actual.masks.get(name)?.read()).toEqual(read());
  expect(new Map([...actual.counts].sort())).toEqual(new Map([...wanted.counts].sort()));
}

function bits(values: Float32Array = new Float32Array(0)): Buffer {
  return Buffer.from(values.buffer, values.byteOffset, values.byteLength);
}
