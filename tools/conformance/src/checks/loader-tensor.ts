import { createHash } from 'node:crypto';
import { Comparison } from '../compare.js';
import { toChannelsFirst } from '../layout.js';

/** A map of one sample, [height, width, channels]. */
export interface SampleMap {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** Digest of the float32 bytes in [channel, height, width] order. */
export function digestFloats(map: SampleMap): string {
  return digest(new Uint8Array(channelsFirst(map).buffer));
}

/** Digest of the map's whole numbers as bytes in [channel, height, width] order. */
export function digestBytes(map: SampleMap): string {
  return digest(Uint8Array.from(channelsFirst(map)));
}

export function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Sum of each channel in float64. */
export function channelSums({ channels, data }: SampleMap): number[] {
  const sums = new Array<number>(channels).fill(0);
  data.forEach((value, i) => (sums[i % channels] = (sums[i % channels] ?? 0) + value));
  return sums;
}

/** The channels of one pixel. */
export function pixelAt({ width, channels, data }: SampleMap, y: number, x: number): Float32Array {
  const start = (y * width + x) * channels;
  return data.subarray(start, start + channels);
}

/** Counts the digests that differ; one is too many. */
export class Digests {
  readonly #comparison: Comparison;

  constructor(check: string) {
    this.#comparison = new Comparison(check, 0);
  }

  add(where: string, actual: string, expected: string): void {
    this.#comparison.add(`${where} (sha256 ${actual.slice(0, 8)})`, actual === expected ? 0 : 1, 0);
  }

  result(): ReturnType<Comparison['result']> {
    return this.#comparison.result();
  }
}

function channelsFirst({ height, width, channels, data }: SampleMap): Float32Array {
  return toChannelsFirst(data, [1, channels, height, width]);
}
