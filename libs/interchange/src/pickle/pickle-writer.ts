/** Builds a pickle of protocol 2 out of the few opcodes a state_dict needs. */
export class PickleWriter {
  readonly #parts: Buffer[] = [Buffer.of(0x80, 2)];

  mark(): this {
    return this.#op('(');
  }
  tuple(): this {
    return this.#op('t');
  }
  emptyTuple(): this {
    return this.#op(')');
  }
  reduce(): this {
    return this.#op('R');
  }
  setItems(): this {
    return this.#op('u');
  }
  persistentId(): this {
    return this.#op('Q');
  }
  false(): this {
    return this.#op('\x89');
  }
  global(module: string, name: string): this {
    return this.#op(`c${module}\n${name}\n`);
  }

  text(value: string): this {
    const bytes = Buffer.from(value, 'utf8');
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length, 0);
    this.#parts.push(Buffer.of(0x58), length, bytes);
    return this;
  }

  /** A whole number in [0, 2^63). */
  integer(value: number): this {
    if (value < 0x100) this.#parts.push(Buffer.of(0x4b, value));
    else if (value < 0x8000_0000) this.#parts.push(Buffer.of(0x4a, ...bytesOf(value, 4)));
    else this.#parts.push(Buffer.of(0x8a, 8, ...bytesOf(value, 8)));
    return this;
  }

  integers(values: readonly number[]): this {
    this.mark();
    for (const value of values) this.integer(value);
    return this.tuple();
  }

  /** Everything written, with STOP. */
  finish(): Uint8Array {
    return Buffer.concat([...this.#parts, Buffer.from('.')]);
  }

  #op(latin1: string): this {
    this.#parts.push(Buffer.from(latin1, 'latin1'));
    return this;
  }
}

function bytesOf(value: number, length: number): number[] {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt(value), 0);
  return [...buffer.subarray(0, length)];
}
