import { hash, streamKey } from '@metasparse/scenenet';

/**
 * The `n`-th deterministic mutation of some bytes: one to eight edits, each a flipped bit, a set byte, a cut, a removed
 * or repeated stretch, or a boundary number written over four bytes.
 */
export function mutate(bytes: Uint8Array, n: number): Uint8Array {
  const key = streamKey(n, 77);
  let counter = 0;
  const draw = (bound: number): number => hash(key, counter++) % Math.max(bound, 1);
  let out: Uint8Array = bytes.slice();
  for (let edits = 1 + draw(8); edits > 0 && out.length > 0; edits--) out = edit(out, draw);
  return out;
}

const BOUNDARY = [0, 1, 0x7f, 0x80, 0xff, 0x7fffffff, 0x80000000, 0xffffffff];

function edit(bytes: Uint8Array, draw: (bound: number) => number): Uint8Array {
  // Half of the edits near the front, where the headers are.
  const at = draw(2) === 0 ? draw(Math.min(bytes.length, 128)) : draw(bytes.length);
  const length = 1 + draw(16);
  switch (draw(6)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << draw(8));
      return bytes;
    case 1:
      bytes[at] = draw(256);
      return bytes;
    case 2:
      return bytes.slice(0, at);
    case 3:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length));
    case 4:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at));
    default:
      if (at + 4 <= bytes.length) {
        new DataView(bytes.buffer, bytes.byteOffset).setUint32(
          at,
          BOUNDARY[draw(BOUNDARY.length)] ?? 0,
          draw(2) === 0,
        );
      }
      return bytes;
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
