/** A piece of a message whose length is known before its bytes are made. */
export interface Part {
  readonly length: number;
  /** The bytes, piece by piece, `length` in all. */
  readonly pieces: () => Iterable<Uint8Array>;
}

const VARINT = 0;
const DELIMITED = 2;
const FIXED32 = 5;
const utf8 = new TextEncoder();

function part(bytes: Uint8Array): Part {
  return { length: bytes.length, pieces: () => [bytes] };
}

/** Parts one behind the other: the content of a message. */
export function message(parts: readonly Part[]): Part {
  return {
    length: parts.reduce((sum, { length }) => sum + length, 0),
    *pieces() {
      for (const { pieces } of parts) yield* pieces();
    },
  };
}

/** A whole number that is not negative, 7 bits a byte, the lowest first. */
export function varint(value: number): Uint8Array {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is no varint: 0 to 2^53 - 1`);
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Uint8Array.from([...bytes, rest]);
}

function tag(field: number, wire: number): Uint8Array {
  return varint(field * 8 + wire);
}

export function integerField(field: number, value: number): Part {
  return part(Uint8Array.from([...tag(field, VARINT), ...varint(value)]));
}

export function floatField(field: number, value: number): Part {
  const bytes = new DataView(new ArrayBuffer(4));
  bytes.setFloat32(0, value, true);
  return part(Uint8Array.from([...tag(field, FIXED32), ...new Uint8Array(bytes.buffer)]));
}

export function textField(field: number, value: string): Part {
  return messageField(field, part(utf8.encode(value)));
}

/** Packed repeated integers. */
export function integersField(field: number, values: readonly number[]): Part {
  return messageField(field, part(Uint8Array.from(values.flatMap((value) => [...varint(value)]))));
}

/** A nested message. */
export function messageField(field: number, content: Part): Part {
  const head = Uint8Array.from([...tag(field, DELIMITED), ...varint(content.length)]);
  return message([part(head), content]);
}

/** Bytes made only when they are written. */
export function lazyBytesField(field: number, length: number, read: () => Uint8Array): Part {
  return messageField(field, { length, pieces: () => [read()] });
}
