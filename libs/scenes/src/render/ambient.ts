import type { Solid } from '../shape/solid.js';
import { hitWorld } from './casters.js';
import { sampleNumber } from './patches.js';
import { LIFT, type Stage } from './shadows.js';
import type { Surfaces } from './surfaces.js';

/** Solids farther than this darken nothing, metres. */
const REACH = 0.9;

/** 16 directions about (0, 0, 1), as dense as their cosine: points of the unit disc lifted to the sphere. */
const DIRECTIONS = Array.from({ length: 16 }, (_, i) => {
  const a = ((i & 3) + 0.5) / 2 - 1;
  const b = ((i >> 2) + 0.5) / 2 - 1;
  const x = a * Math.sqrt(1 - (b * b) / 2);
  const y = b * Math.sqrt(1 - (a * a) / 2);
  return { x, y, z: Math.sqrt(Math.max(0.02, 1 - x * x - y * y)) };
});

/**
 * How open the room is around each pixel's point, 0..1: one of 16 directions per pixel; neighbours are to be averaged.
 */
export function openness({ surfaces, solids, patches, casters, width }: Stage): Float32Array {
  const open = new Float32Array(surfaces.solid.length).fill(1);
  for (const { pixels, ball, solid } of patches) {
    const close = casters.around(ball, REACH, solids[solid]);
    if (close.length === 0) continue;
    for (const p of pixels) {
      const sample = sampleNumber(Math.floor(p / width), p % width);
      open[p] = nearest(surfaces, p, sample, close) / REACH;
    }
  }
  return open;
}

/** Distance to the nearest solid in one direction, at most `REACH`. */
function nearest({ point, normal }: Surfaces, p: number, sample: number, close: readonly Solid[]): number {
  const nx = normal[p * 3] as number;
  const ny = normal[p * 3 + 1] as number;
  const nz = normal[p * 3 + 2] as number;
  const { x: a, y: b, z: c } = DIRECTIONS[sample] as (typeof DIRECTIONS)[number];
  // A frame around the normal without branches on its size (Duff et al., Building an Orthonormal Basis, Revisited).
  const sign = nz >= 0 ? 1 : -1;
  const k = -1 / (sign + nz);
  const m = nx * ny * k;
  const dx = a * (1 + sign * nx * nx * k) + b * m + c * nx;
  const dy = a * sign * m + b * (sign + ny * ny * k) + c * ny;
  const dz = -a * sign * nx - b * ny + c * nz;
  const x = (point[p * 3] as number) + nx * LIFT;
  const y = (point[p * 3 + 1] as number) + ny * LIFT;
  const z = (point[p * 3 + 2] as number) + nz * LIFT;
  let distance = REACH;
  for (const solid of close) {
    const t = hitWorld(solid, x, y, z, dx, dy, dz);
    if (t < distance) distance = t;
  }
  return distance;
}
