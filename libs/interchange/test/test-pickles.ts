/** Pieces of a pickle: latin-1 text or bytes. */
export type PickleParts = (string | Uint8Array)[];

/** Latin-1 text as bytes: pickles of tests are written opcode by opcode. */
export function pickle(...parts: PickleParts): Uint8Array {
  return Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : Buffer.from(part))),
  );
}

/** BINUNICODE */
export function text(value: string): Uint8Array {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([Buffer.from('X'), length, bytes]);
}

/** A tensor in storage "0" of torch.FloatStorage: its pickled call. */
export function tensorCall(geometry: {
  readonly storage?: string;
  readonly elements: number;
  readonly offset?: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  readonly hooks?: string | Uint8Array;
}): Uint8Array {
  const {
    storage = 'FloatStorage',
    elements,
    offset = 0,
    shape,
    strides,
    hooks = 'ccollections\nOrderedDict\n)R',
  } = geometry;
  return pickle(
    'ctorch._utils\n_rebuild_tensor_v2\n((',
    text('storage'),
    `ctorch\n${storage}\n`,
    text('0'),
    text('cpu'),
    integer(elements),
    'tQ',
    integer(offset),
    integers(shape),
    integers(strides),
    '\x89',
    hooks,
    'tR',
  );
}

/** A dict of one entry. */
export function dictOf(name: string, value: Uint8Array): Uint8Array {
  return pickle('\x80\x02}', text(name), value, 's.');
}

function integers(values: readonly number[]): Uint8Array {
  return pickle('(', ...values.map(integer), 't');
}

/** LONG1 of 8 bytes. */
function integer(value: number): Uint8Array {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64LE(BigInt(value));
  return Buffer.concat([Buffer.from([0x8a, 8]), bytes]);
}
