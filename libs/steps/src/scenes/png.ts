import { zlibSync } from 'fflate';

/** Samples of a picture in rows, [height, width, channels]. */
export interface Samples {
  readonly height: number;
  readonly width: number;
  /** 1 = grey, 3 = R, G, B. */
  readonly channels: 1 | 3;
  readonly data: Uint8Array | Uint16Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const GREY = 0;
const TRUE_COLOUR = 2;

/**
 * A PNG of 8 or 16 bits. The same bytes on every machine: the compressor is arithmetic in JavaScript with fixed
 * settings; zlib itself differs between processors. Rows are filtered by the filter with the least sum of absolute
 * differences, the lower number at a tie (PNG specification, 12.8).
 */
export function encodePng({ height, width, channels, data }: Samples): Uint8Array {
  const depth = data instanceof Uint16Array ? 2 : 1;
  const pixel = channels * depth;
  const bytes = data instanceof Uint16Array ? bigEndian(data) : data;
  if (bytes.length !== height * width * pixel)
    throw new RangeError(
      `${String(data.length)} samples do not fill ${String(height)} x ${String(width)} pixels`,
    );
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8 * depth, channels === 1 ? GREY : TRUE_COLOUR, 0, 0, 0], 8);
  const body = zlibSync(filtered(bytes, height, width * pixel, pixel), { level: 4, mem: 8 });
  return joined([
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', body),
    chunk('IEND', new Uint8Array(0)),
  ]);
}

function bigEndian(data: Uint16Array): Uint8Array {
  const bytes = new Uint8Array(data.length * 2);
  data.forEach((value, i) => {
    bytes[2 * i] = value >>> 8;
    bytes[2 * i + 1] = value;
  });
  return bytes;
}

/** Rows with their filter's number before each. */
function filtered(bytes: Uint8Array, height: number, stride: number, pixel: number): Uint8Array {
  const out = new Uint8Array(height * (stride + 1));
  const tries = Array.from({ length: 5 }, () => new Uint8Array(stride));
  for (let row = 0; row < height; row++) {
    const costs = filterRow(bytes, row * stride, row > 0, stride, pixel, tries);
    const best = costs.indexOf(Math.min(...costs));
    out[row * (stride + 1)] = best;
    out.set(tries[best] as Uint8Array, row * (stride + 1) + 1);
  }
  return out;
}

/** The row through all five filters; the sums of their absolute differences. */
function filterRow(
  bytes: Uint8Array,
  start: number,
  hasUp: boolean,
  stride: number,
  pixel: number,
  [none, sub, up, mean, paeth]: readonly Uint8Array[],
): readonly number[] {
  const costs = [0, 0, 0, 0, 0];
  const write = (row: Uint8Array | undefined, kind: number, i: number, value: number): void => {
    const byte = value & 255;
    if (row !== undefined) row[i] = byte;
    costs[kind] = (costs[kind] as number) + (byte < 128 ? byte : 256 - byte);
  };
  for (let i = 0; i < stride; i++) {
    const value = bytes[start + i] as number;
    const a = i >= pixel ? (bytes[start + i - pixel] as number) : 0;
    const b = hasUp ? (bytes[start + i - stride] as number) : 0;
    const c = hasUp && i >= pixel ? (bytes[start + i - stride - pixel] as number) : 0;
    write(none, 0, i, value);
    write(sub, 1, i, value - a);
    write(up, 2, i, value - b);
    write(mean, 3, i, value - ((a + b) >> 1));
    write(paeth, 4, i, value - predicted(a, b, c));
  }
  return costs;
}

/** Paeth's predictor. */
function predicted(a: number, b: number, c: number): number {
  const p = a + b - c;
  const pa = Math.abs(p - a);
  const pb = Math.abs(p - b);
  const pc = Math.abs(p - c);
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = name.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(8 + data.length, crc32(bytes.subarray(4, 8 + data.length)));
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = (CRC_TABLE[(c ^ byte) & 255] as number) ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, { length }) => total + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
