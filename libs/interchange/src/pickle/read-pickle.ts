import { memoryByteSource } from '../byte-source.js';
import { ByteCursor } from './byte-cursor.js';
import { runPickle } from './opcodes.js';
import { PICKLE_LIMITS, PickleMachine, type PickleLimits, type PickleWorld } from './pickle-machine.js';
import type { PickleValue } from './values.js';

/**
 * Reads the pickle that begins at the cursor and leaves the cursor behind it. No code of the file runs: opcodes and
 * names outside the allow-lists throw InvalidDataError.
 */
export function readPickle(
  cursor: ByteCursor,
  world: PickleWorld,
  limits: PickleLimits = PICKLE_LIMITS,
): PickleValue {
  return runPickle(new PickleMachine(cursor, world, limits));
}

/** A pickle that fills `bytes`; `name` is the file in messages. */
export function readPickleBytes(
  name: string,
  bytes: Uint8Array,
  world: PickleWorld,
  limits: PickleLimits = PICKLE_LIMITS,
): PickleValue {
  return readPickle(new ByteCursor(memoryByteSource(name, bytes)), world, limits);
}
