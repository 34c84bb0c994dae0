import { expect } from 'vitest';
import type { NetState } from '@metasparse/interchange';

/** Every value, mask bit and count equal, bit by bit. */
export function expectSameNet(actual: NetState, expected: NetState): void {
  expect([...actual.tensors.keys()].sort()).toEqual([...expected.tensors.keys()].sort());
  for (const [name, tensor] of expected.tensors) {
    const found = actual.tensors.get(name);
    expect(found?.shape, name).toEqual(tensor.shape);
    expect(sameBits(found?.read(), tensor.read()), name).toBe(true);
  }
  expect([...actual.masks.keys()].sort()).toEqual([...expected.masks.keys()].sort());
  for (const [name, mask] of expected.masks)
    expect(actual.masks.get(name)?.read(), name).toEqual(mask.read());
  expect(Object.fromEntries(actual.counts)).toEqual(Object.fromEntries(expected.counts));
}

function sameBits(a: Float32Array | undefined, b: Float32Array): boolean {
  return a !== undefined && bytes(a).equals(bytes(b));
}

function bytes({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}
