import { hash } from '@metasparse/scenenet';
import { Draws } from '../numeric/draws.js';

/** Controls: labels whose relation to the true ones is known before any measurement. */
export const CONTROLS = ['monotone_depth', 'rotated_normal', 'shuffled', 'noise'] as const;
export type Control = (typeof CONTROLS)[number];

/** Depth at which the monotone control is at half of its range, metres. */
const HALF_DEPTH = 3;

/**
 * A strictly increasing function of depth, 65535 * d / (d + 3 m), rounded half up: the same task as depth in another
 * unit. [height, width].
 */
export function monotoneDepth(depth: Float32Array): Uint16Array {
  const map = new Uint16Array(depth.length);
  for (let p = 0; p < map.length; p++) {
    const metres = depth[p] as number;
    map[p] = Math.floor((65535 * metres) / (metres + HALF_DEPTH) + 0.5);
  }
  return map;
}

/**
 * Normals turned by 90 degrees about the camera's x axis: forward becomes what was up, up what was backward; on bytes
 * [height, width, 3], exactly. This rotation, unlike others, stays what it is when picture and x are mirrored.
 */
export function rotatedNormal(normal: Uint8Array): Uint8Array {
  const turned = new Uint8Array(normal.length);
  for (let i = 0; i < turned.length; i += 3) {
    turned[i] = normal[i] as number;
    turned[i + 1] = normal[i + 2] as number;
    turned[i + 2] = 255 - (normal[i + 1] as number);
  }
  return turned;
}

/** Independent uniform bytes that have nothing to do with the scene, [height, width]. */
export function noiseMap(seed: number, index: number, pixels: number): Uint8Array {
  const { key } = Draws.of(seed, index, 0, 'control');
  const map = new Uint8Array(pixels);
  for (let p = 0; p < pixels; p++) map[p] = hash(key, p) >>> 24;
  return map;
}

/**
 * For each of `count` images another one, the same way round for every label: a ring through all of them in the order
 * of hashed numbers, so that no image keeps its own labels.
 * @throws RangeError for fewer than two images.
 */
export function shuffledImages(seed: number, count: number): readonly number[] {
  if (count < 2) throw new RangeError(`${String(count)} images asked; labels move between at least 2`);
  const { key } = Draws.of(seed, count, 0, 'control');
  const ring = Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => hash(key, a) - hash(key, b) || a - b,
  );
  const other = new Array<number>(count).fill(0);
  ring.forEach((image, place) => {
    other[image] = ring[(place + 1) % count] as number;
  });
  return other;
}
