import type { PickleMachine } from './pickle-machine.js';
import { buildState, reduce, setItems } from './construct.js';
import { PickleDict, PickleList, PickleSet, PickleTuple, type PickleValue } from './values.js';

type Handler = (machine: PickleMachine) => void;

const LONGEST_NAME = 512;
const HIGHEST_PROTOCOL = 4;

/** An integer of `length` bytes, little-endian, two's complement; a number where one holds it exactly. */
function readInteger(machine: PickleMachine, length: number): number | bigint {
  const { cursor, limits } = machine;
  if (length < 0 || length > limits.integerBytes)
    throw machine.refuse(`an integer of ${length} bytes, at most ${limits.integerBytes} are read`);
  const bytes = cursor.bytes(length);
  let value = 0n;
  for (let i = length - 1; i >= 0; i--) value = (value << 8n) | BigInt(bytes[i] as number);
  const signed = BigInt.asIntN(8 * length, value);
  return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed;
}

function popTuple(machine: PickleMachine, length: number): void {
  const items = Array.from({ length }, () => machine.pop()).reverse();
  machine.make(new PickleTuple(items));
}

function protocol(machine: PickleMachine): void {
  const version = machine.cursor.byte();
  if (version > HIGHEST_PROTOCOL)
    throw machine.refuse(`pickle protocol ${version}, at most ${HIGHEST_PROTOCOL} is read`);
}

function stackGlobal(machine: PickleMachine): void {
  const [name, module] = [machine.pop(), machine.pop()];
  if (typeof name !== 'string' || typeof module !== 'string')
    throw machine.damaged('names a global by something that is not text');
  machine.global(module, name);
}

/** INST and OBJ are never obeyed; INST says which name it would have called. */
function inst(machine: PickleMachine): never {
  const module = machine.cursor.line(LONGEST_NAME);
  throw machine.wouldRun(`${module}.${machine.cursor.line(LONGEST_NAME)}`);
}

function appendTo(machine: PickleMachine, target: PickleValue, items: readonly PickleValue[]): void {
  if (!(target instanceof PickleList)) throw machine.damaged('appends to something that is not a list');
  for (const item of items) target.items.push(item);
}

function addTo(machine: PickleMachine, target: PickleValue, items: readonly PickleValue[]): void {
  if (!(target instanceof PickleSet)) throw machine.damaged('adds to something that is not a set');
  for (const item of items) target.items.push(item);
}

const LITERALS: Readonly<Record<number, Handler>> = {
  0x4e: (m) => m.push(null),
  0x88: (m) => m.push(true),
  0x89: (m) => m.push(false),
  0x4a: (m) => m.push(m.cursor.int32()),
  0x4b: (m) => m.push(m.cursor.byte()),
  0x4d: (m) => m.push(m.cursor.uint16()),
  0x8a: (m) => m.push(readInteger(m, m.cursor.byte())),
  0x8b: (m) => m.push(readInteger(m, m.cursor.int32())),
  0x47: (m) => m.push(m.cursor.float64()),
  0x58: (m) => m.push(m.cursor.text(m.cursor.uint32())),
  0x8c: (m) => m.push(m.cursor.text(m.cursor.byte())),
  0x8d: (m) => m.push(m.cursor.text(m.cursor.uint64())),
  0x42: (m) => m.push(m.cursor.bytes(m.cursor.uint32())),
  0x43: (m) => m.push(m.cursor.bytes(m.cursor.byte())),
  0x8e: (m) => m.push(m.cursor.bytes(m.cursor.uint64())),
};

const CONTAINERS: Readonly<Record<number, Handler>> = {
  0x28: (m) => m.mark(),
  0x29: (m) => m.make(new PickleTuple([])),
  0x5d: (m) => m.make(new PickleList()),
  0x7d: (m) => m.make(new PickleDict()),
  0x8f: (m) => m.make(new PickleSet()),
  0x74: (m) => m.make(new PickleTuple(m.popMark())),
  0x85: (m) => popTuple(m, 1),
  0x86: (m) => popTuple(m, 2),
  0x87: (m) => popTuple(m, 3),
  0x61: (m) => {
    const item = m.pop();
    appendTo(m, m.top(), [item]);
  },
  0x65: (m) => {
    const items = m.popMark();
    appendTo(m, m.top(), items);
  },
  0x90: (m) => {
    const items = m.popMark();
    addTo(m, m.top(), items);
  },
  0x73: (m) => {
    const value = m.pop();
    const key = m.pop();
    setItems(m, m.top(), [key, value]);
  },
  0x75: (m) => {
    const items = m.popMark();
    setItems(m, m.top(), items);
  },
};

const OBJECTS: Readonly<Record<number, Handler>> = {
  0x63: (m) => {
    const module = m.cursor.line(LONGEST_NAME);
    m.global(module, m.cursor.line(LONGEST_NAME));
  },
  0x93: stackGlobal,
  0x69: inst,
  0x52: (m) => reduce(m, 'REDUCE'),
  0x81: (m) => reduce(m, 'NEWOBJ'),
  0x62: buildState,
  0x51: (m) => m.push(m.world.persistent(m.pop())),
};

const MEMO: Readonly<Record<number, Handler>> = {
  0x71: (m) => m.put(m.cursor.byte()),
  0x72: (m) => m.put(m.cursor.uint32()),
  0x94: (m) => m.memoize(),
  0x68: (m) => m.get(m.cursor.byte()),
  0x6a: (m) => m.get(m.cursor.uint32()),
  0x80: protocol,
  0x95: (m) => void m.cursor.uint64(),
};

const STOP = 0x2e;
const HANDLERS = new Map<number, Handler>(
  [LITERALS, CONTAINERS, OBJECTS, MEMO].flatMap((table) =>
    Object.entries(table).map(([code, handler]) => [Number(code), handler] as const),
  ),
);

/** Runs the machine up to STOP. Any opcode outside the list above refuses the file. */
export function runPickle(machine: PickleMachine): PickleValue {
  for (let count = 0; count < machine.limits.opcodes; count++) {
    const code = machine.opcode();
    if (code === STOP) return machine.result();
    const handler = HANDLERS.get(code);
    if (handler === undefined) throw machine.refuseOpcode(code);
    handler(machine);
  }
  throw machine.refuse(`it has more than ${machine.limits.opcodes} opcodes`);
}
