import { CLASS } from '../label/classes.js';
import type { Material } from '../material/material.js';
import type { Scene } from '../room/scene.js';
import { describe, surfacePoint, type SurfacePoint } from '../shape/surface-point.js';
import type { Viewer } from './viewer.js';
import type { Visible } from './visible.js';

/** The surface at each pixel's centre, in rows. */
export interface Surfaces extends Visible {
  /** Solid * 8 + face: equal on one smooth surface. */
  readonly surface: Int32Array;
  /** Points in the world, metres, and unit normals, [pixels, 3]. */
  readonly point: Float64Array;
  readonly normal: Float64Array;
  /** Texture coordinates, metres, [pixels, 2]. */
  readonly texture: Float64Array;
}

/** Points, normals and texture coordinates of what is visible. */
export function describeSurfaces(viewer: Viewer, { solid, depth }: Visible): Surfaces {
  const { scene, height, width } = viewer;
  const { at, right, up, forward } = scene.camera;
  const pixels = height * width;
  const surface = new Int32Array(pixels);
  const point = new Float64Array(pixels * 3);
  const normal = new Float64Array(pixels * 3);
  const texture = new Float64Array(pixels * 2);
  const found = surfacePoint();
  for (let row = 0, p = 0; row < height; row++) {
    const sy = viewer.slopeY(row + 0.5);
    for (let column = 0; column < width; column++, p++) {
      const sx = viewer.slopeX(column + 0.5);
      const t = depth[p] as number;
      const x = at.x + t * (forward.x + right.x * sx + up.x * sy);
      const y = at.y + t * (forward.y + right.y * sx + up.y * sy);
      const z = at.z + t * (forward.z + right.z * sx + up.z * sy);
      describeAt(scene, solid[p] as number, x, y, z, found);
      surface[p] = (solid[p] as number) * 8 + found.face;
      point[p * 3] = x;
      point[p * 3 + 1] = y;
      point[p * 3 + 2] = z;
      normal[p * 3] = found.nx;
      normal[p * 3 + 1] = found.ny;
      normal[p * 3 + 2] = found.nz;
      texture[p * 2] = found.u;
      texture[p * 2 + 1] = found.v;
    }
  }
  return { solid, depth, surface, point, normal, texture };
}

/** Describes a point of solid `number`, or of the room. */
export function describeAt(
  scene: Scene,
  number: number,
  x: number,
  y: number,
  z: number,
  into: SurfacePoint,
): void {
  const body = scene.solids[number];
  if (body === undefined) describeRoom(scene, x, y, z, into);
  else describe(body, x, y, z, into);
}

export function materialAt({ solids, surfaces }: Scene, number: number, face: number): Material {
  const found = solids[number]?.material ?? surfaces[face];
  if (found === undefined) throw new RangeError(`face ${String(face)} of the room has no material`);
  return found;
}

/** The class of each surface. */
export function labelAt({ solids }: Scene, number: number, face: number): number {
  return solids[number]?.label ?? (face === 2 ? CLASS.floor : face === 3 ? CLASS.ceiling : CLASS.wall);
}

/** The nearest of the room's planes; normals look inwards. */
function describeRoom(
  { width, height, depth }: Scene,
  x: number,
  y: number,
  z: number,
  into: SurfacePoint,
): void {
  let face = 0;
  let gap = Math.abs(x);
  const closer = (other: number, number: number): void => {
    if (Math.abs(other) >= gap) return;
    gap = Math.abs(other);
    face = number;
  };
  closer(width - x, 1);
  closer(y, 2);
  closer(height - y, 3);
  closer(z, 4);
  closer(depth - z, 5);
  const inward = face % 2 === 0 ? 1 : -1;
  into.face = face;
  into.nx = face < 2 ? inward : 0;
  into.ny = face === 2 || face === 3 ? inward : 0;
  into.nz = face > 3 ? inward : 0;
  into.u = face < 2 ? z : x;
  into.v = face === 2 || face === 3 ? z : y;
}
