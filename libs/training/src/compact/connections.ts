import { isKept, type BitMask } from '@metasparse/sparsity';

/** Which input channels a convolution's output channels read: [out * in], 1 where any tap is kept. */
export interface Connections {
  readonly out: number;
  readonly into: number;
  readonly kept: Uint8Array;
}

/** @throws RangeError for a mask that does not fit the shape. */
export function connections(
  [out, into, height, width]: readonly [number, number, number, number],
  mask: BitMask | null,
): Connections {
  const kept = new Uint8Array(out * into).fill(mask === null ? 1 : 0);
  if (mask === null) return { out, into, kept };
  const taps = height * width;
  if (mask.length !== kept.length * taps)
    throw new RangeError(`a mask of ${mask.length} elements does not fit ${out} x ${into} x ${taps} weights`);
  for (let pair = 0, at = 0; pair < kept.length; pair++)
    for (let tap = 0; tap < taps; tap++, at++) if (isKept(mask, at)) kept[pair] = 1;
  return { out, into, kept };
}

/** Output channels that read at least one marked input channel. */
export function driven({ out, into, kept }: Connections, inputs: Uint8Array): Uint8Array {
  const result = new Uint8Array(out);
  for (let o = 0, at = 0; o < out; o++)
    for (let i = 0; i < into; i++, at++) if (kept[at] === 1 && inputs[i] === 1) result[o] = 1;
  return result;
}

/** Input channels that at least one marked output channel reads. */
export function read({ out, into, kept }: Connections, outputs: Uint8Array): Uint8Array {
  const result = new Uint8Array(into);
  for (let o = 0, at = 0; o < out; o++)
    for (let i = 0; i < into; i++, at++) if (kept[at] === 1 && outputs[o] === 1) result[i] = 1;
  return result;
}

/** Marks in `into` what `from` marks. */
export function mark(into: Uint8Array, from: Uint8Array): void {
  for (let i = 0; i < into.length; i++) if (from[i] === 1) into[i] = 1;
}
