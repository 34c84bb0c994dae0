/** Numbers of one step by tag, as TensorBoard groups them: `loss/seg`. */
export interface ScalarEvent {
  /** Whole, from 0. */
  readonly step: number;
  /** Seconds since 1970, UTC. */
  readonly wallTimeSeconds: number;
  readonly values: Readonly<Record<string, number>>;
}

/**
 * Field keys, number × 8 + wire type, of tensorflow/core/util/event.proto: Event { wall_time 1 double, step 2 int64,
 * file_version 3 string, summary 5 }, and of summary.proto: Summary { value 1 }, Value { tag 1 string,
 * simple_value 2 float }.
 */
const KEY = {
  wallTime: 0x09,
  step: 0x10,
  fileVersion: 0x1a,
  summary: 0x2a,
  value: 0x0a,
  tag: 0x0a,
  simple: 0x15,
};

/** The first message of every event file. */
export function versionMessage(wallTimeSeconds: number): Buffer {
  return Buffer.concat([double(KEY.wallTime, wallTimeSeconds), text(KEY.fileVersion, 'brain.Event:2')]);
}

/** One Event with a Summary value a tag; values are stored as 32-bit floats. @throws RangeError for a step below 0. */
export function scalarMessage({ step, wallTimeSeconds, values }: ScalarEvent): Buffer {
  const summary = Object.entries(values).map(([tag, value]) =>
    delimited(KEY.value, Buffer.concat([text(KEY.tag, tag), float(KEY.simple, value)])),
  );
  return Buffer.concat([
    double(KEY.wallTime, wallTimeSeconds),
    Buffer.from([KEY.step, ...varint(step)]),
    delimited(KEY.summary, Buffer.concat(summary)),
  ]);
}

/** A whole number from 0, 7 bits a byte, the lowest first. */
function varint(value: number): number[] {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new RangeError(`the step is ${value}; it must be a whole number from 0`);
  return value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
}

function delimited(key: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([key, ...varint(content.length)]), content]);
}

function text(key: number, value: string): Buffer {
  return delimited(key, Buffer.from(value, 'utf8'));
}

function double(key: number, value: number): Buffer {
  const bytes = Buffer.alloc(9, key);
  bytes.writeDoubleLE(value, 1);
  return bytes;
}

function float(key: number, value: number): Buffer {
  const bytes = Buffer.alloc(5, key);
  bytes.writeFloatLE(value, 1);
  return bytes;
}
