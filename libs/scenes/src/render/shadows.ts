import type { Light } from '../room/scene.js';
import type { Solid } from '../shape/solid.js';
import { hitWorld, type Ball, type Casters } from './casters.js';
import { sampleNumber, type Patch } from './patches.js';
import type { Surfaces } from './surfaces.js';

/** Points are lifted off their surface by this, metres. */
export const LIFT = 1e-3;

/** What shadows are made from: the visible surfaces in patches, and the solids before the lights. */
export interface Stage {
  readonly width: number;
  readonly surfaces: Surfaces;
  readonly solids: readonly Solid[];
  readonly patches: readonly Patch[];
  readonly casters: Casters;
}

/**
 * How much of a light each pixel sees, one of 16 points of the light per pixel (0 or 1); neighbours are to be
 * averaged.
 */
export function lightSeen(stage: Stage, light: Light): Float32Array {
  const { surfaces, solids, width } = stage;
  const seen = new Float32Array(surfaces.solid.length);
  const lamp = ballOf(light);
  for (const { pixels, ball, solid } of stage.patches) {
    const close = stage.casters.between(ball, lamp, solids[solid]);
    for (const p of pixels) {
      const sample = sampleNumber(Math.floor(p / width), p % width);
      seen[p] = reaches(surfaces, p, light, sample, close) ? 1 : 0;
    }
  }
  return seen;
}

function ballOf({ at, u, v }: Light): Ball {
  const square = u.x * u.x + u.y * u.y + u.z * u.z + v.x * v.x + v.y * v.y + v.z * v.z;
  return { ...at, radius: Math.sqrt(square) };
}

function reaches(
  { point, normal }: Surfaces,
  p: number,
  { at, u, v, gate }: Light,
  sample: number,
  close: readonly Solid[],
): boolean {
  const nx = normal[p * 3] as number;
  const ny = normal[p * 3 + 1] as number;
  const nz = normal[p * 3 + 2] as number;
  const x = (point[p * 3] as number) + nx * LIFT;
  const y = (point[p * 3 + 1] as number) + ny * LIFT;
  const z = (point[p * 3 + 2] as number) + nz * LIFT;
  const s = ((sample & 3) + 0.5) / 2 - 1;
  const t = ((sample >> 2) + 0.5) / 2 - 1;
  const dx = at.x + u.x * s + v.x * t - x;
  const dy = at.y + u.y * s + v.y * t - y;
  const dz = at.z + u.z * s + v.z * t - z;
  if (nx * dx + ny * dy + nz * dz <= 0) return false;
  if (gate !== null && !passes(gate, x, y, z, dx, dy, dz)) return false;
  for (const solid of close) if (hitWorld(solid, x, y, z, dx, dy, dz) < 1) return false;
  return true;
}

/** Whether a ray leaves the room through an opening. */
function passes(
  { centre, along, inward, halfWidth, halfHeight }: NonNullable<Light['gate']>,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): boolean {
  const away = dx * inward.x + dz * inward.z;
  if (away >= 0) return false;
  const t = ((centre.x - x) * inward.x + (centre.z - z) * inward.z) / away;
  const a = (x + t * dx - centre.x) * along.x + (z + t * dz - centre.z) * along.z;
  const b = y + t * dy - centre.y;
  return t > 0 && Math.abs(a) < halfWidth && Math.abs(b) < halfHeight;
}
