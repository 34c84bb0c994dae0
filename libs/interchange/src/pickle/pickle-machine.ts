import type { InvalidDataError } from '@metasparse/contracts';
import { broken, shownName } from '../refusal.js';
import type { ByteCursor } from './byte-cursor.js';
import { opcodeName } from './opcode-names.js';
import type { AllowedGlobal, PickleValue } from './values.js';

/** Bounds of a pickle that is worth reading; a checkpoint of the largest net with its optimiser needs less than a tenth. */
export interface PickleLimits {
  readonly bytes: number;
  readonly opcodes: number;
  /** Tuples, lists, sets, dicts and objects made. */
  readonly containers: number;
  readonly memo: number;
  /** Marks that are open at once. */
  readonly depth: number;
  readonly integerBytes: number;
}

export const PICKLE_LIMITS: PickleLimits = {
  bytes: 32 * 2 ** 20,
  opcodes: 4_000_000,
  containers: 250_000,
  memo: 500_000,
  depth: 1000,
  integerBytes: 16,
};

/** Stands where Python would: what a name or a persistent id means. Nothing is imported, nothing is called. */
export interface PickleWorld {
  /** The allowed class or function of this name; undefined refuses the file. */
  global(module: string, name: string): AllowedGlobal | undefined;
  /** The value of a persistent id; throws for one it does not know. */
  persistent(id: PickleValue): PickleValue;
}

/** Stack, marks and memo of one pickle, each bounded. The opcodes themselves are in `opcodes.ts`. */
export class PickleMachine {
  readonly #stack: PickleValue[] = [];
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, PickleValue>();
  #containers = 0;
  #opcodeAt = 0;

  constructor(
    readonly cursor: ByteCursor,
    readonly world: PickleWorld,
    readonly limits: PickleLimits,
  ) {}

  get file(): string {
    return this.cursor.source.name;
  }

  /** The next opcode. */
  opcode(): number {
    this.#opcodeAt = this.cursor.position;
    return this.cursor.byte();
  }

  push(value: PickleValue): void {
    this.#stack.push(value);
  }

  /** Pushes a new container or object. */
  make(value: PickleValue): void {
    if (++this.#containers > this.limits.containers)
      throw this.refuse(`it makes more than ${this.limits.containers} objects`);
    this.#stack.push(value);
  }

  pop(): PickleValue {
    const value = this.#stack.length > this.#floor() ? this.#stack.pop() : undefined;
    if (value === undefined) throw this.damaged('takes a value off an empty stack');
    return value;
  }

  top(): PickleValue {
    const value = this.#stack.length > this.#floor() ? this.#stack.at(-1) : undefined;
    if (value === undefined) throw this.damaged('looks at an empty stack');
    return value;
  }

  mark(): void {
    if (this.#marks.length === this.limits.depth)
      throw this.refuse(`it nests more than ${this.limits.depth} levels`);
    this.#marks.push(this.#stack.length);
  }

  /** Everything above the last mark, which goes too. */
  popMark(): PickleValue[] {
    const start = this.#marks.pop();
    if (start === undefined) throw this.damaged('closes a mark that was not set');
    return this.#stack.splice(start);
  }

  put(index: number): void {
    if (this.#memo.size >= this.limits.memo && !this.#memo.has(index))
      throw this.refuse(`it remembers more than ${this.limits.memo} values`);
    this.#memo.set(index, this.top());
  }

  memoize(): void {
    this.put(this.#memo.size);
  }

  get(index: number): void {
    const value = this.#memo.get(index);
    if (value === undefined) throw this.damaged(`asks for value ${index}, which it never stored`);
    this.push(value);
  }

  /** The finished value: the only one left. */
  result(): PickleValue {
    const value = this.pop();
    if (this.#stack.length > 0 || this.#marks.length > 0) throw this.damaged('stops with values left over');
    return value;
  }

  global(module: string, name: string): void {
    // A dotted name asks for an attribute of a class; no allowed name has one.
    const found = name.includes('.') ? undefined : this.world.global(module, name);
    if (found === undefined) throw this.wouldRun(`${module}.${name}`);
    this.push(found);
  }

  wouldRun(what: string): InvalidDataError {
    return broken(
      this.file,
      `refused: the file would run ${shownName(what).slice(1, -1)}, which is not one of the harmless names of a checkpoint`,
      { value: what, hint: 'save only the state_dict, on the machine you trust the file on' },
    );
  }

  refuse(why: string): InvalidDataError {
    return broken(this.file, `refused at byte ${this.#opcodeAt} of its pickle: ${why}`);
  }

  damaged(what: string): InvalidDataError {
    return broken(this.file, `has a damaged pickle: it ${what} at byte ${this.#opcodeAt}`);
  }

  refuseOpcode(code: number): InvalidDataError {
    const hex = code.toString(16).padStart(2, '0');
    return this.refuse(`opcode ${opcodeName(code)} (0x${hex}) is not one that torch.save writes`);
  }

  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }
}
