import { hash, streamKey } from '@metasparse/scenenet';

type Draw = (bound: number) => number;
type Edit = (bytes: Uint8Array, at: number, draw: Draw) => Uint8Array;

const BOUNDARY = [0, 1, 0x7f, 0x80, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff];
/** Opcodes of pickles, allowed and not. */
const OPCODES = Buffer.from(
  '().012NKJMRQXabcdeghijlopqrstu}]\x80\x81\x82\x85\x86\x87\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97',
  'latin1',
);

const EDITS: readonly Edit[] = [
  (bytes, at, draw) => changed(bytes, at, (bytes[at] ?? 0) ^ (1 << draw(8))),
  (bytes, at, draw) => changed(bytes, at, draw(256)),
  (bytes, at, draw) => changed(bytes, at, OPCODES[draw(OPCODES.length)] ?? 0),
  (bytes, at) => bytes.slice(0, at),
  (bytes, at, draw) => joined(bytes.subarray(0, at), bytes.subarray(at + 1 + draw(16))),
  (bytes, at, draw) => joined(bytes.subarray(0, at + 1 + draw(16)), bytes.subarray(at)),
  (bytes, at, draw) =>
    joined(
      bytes.subarray(0, at),
      joined(OPCODES.subarray(draw(OPCODES.length)).subarray(0, 1), bytes.subarray(at)),
    ),
  (bytes, at, draw) => {
    if (at + 4 <= bytes.length)
      new DataView(bytes.buffer).setUint32(at, BOUNDARY[draw(BOUNDARY.length)] ?? 0, draw(2) === 0);
    return bytes;
  },
];

/** The `n`-th deterministic mutation of some bytes: one to six edits, three quarters of them in the first `head` bytes or the last 256. */
export function mutate(bytes: Uint8Array, n: number, head: number): Uint8Array {
  const key = streamKey(n, 99);
  let counter = 0;
  const draw: Draw = (bound) => hash(key, counter++) % Math.max(bound, 1);
  let out: Uint8Array = Uint8Array.from(bytes);
  for (let edits = 1 + draw(6); edits > 0 && out.length > 0; edits--)
    out = (EDITS[draw(EDITS.length)] as Edit)(out, place(out.length, head, draw), draw);
  return out;
}

function place(length: number, head: number, draw: Draw): number {
  const kind = draw(4);
  if (kind === 0) return draw(length);
  return kind === 1 ? Math.max(0, length - 1 - draw(256)) : draw(Math.min(length, head));
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  bytes[at] = value;
  return bytes;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const out = new Uint8Array(a.length + b.length);
  out.set(a);
  out.set(b, a.length);
  return out;
}
