import type { Scene } from '../room/scene.js';
import { hit } from '../shape/hit.js';
import type { Solid } from '../shape/solid.js';
import type { Viewer } from './viewer.js';

/** What the ray through each pixel's centre meets first, in rows. */
export interface Visible {
  /** Number of the solid; the number of solids stands for the room's own surfaces. */
  readonly solid: Int32Array;
  /** Depth along the view axis, metres. */
  readonly depth: Float64Array;
}

/** Meets every pixel with the room, then with each solid inside the rows and columns it can cover. */
export function findVisible(viewer: Viewer): Visible {
  const { scene, height, width } = viewer;
  const solid = new Int32Array(height * width).fill(scene.solids.length);
  const depth = roomDepth(viewer);
  scene.solids.forEach((body, number) => drawSolid(viewer, body, number, solid, depth));
  return { solid, depth };
}

/** Distance to the room's surface along a direction from the camera, in units of the direction. */
export function hitRoom({ width, height, depth, camera }: Scene, dx: number, dy: number, dz: number): number {
  const tx = ((dx > 0 ? width : 0) - camera.at.x) / dx;
  const ty = ((dy > 0 ? height : 0) - camera.at.y) / dy;
  const tz = ((dz > 0 ? depth : 0) - camera.at.z) / dz;
  return tx < ty ? (tx < tz ? tx : tz) : ty < tz ? ty : tz;
}

function roomDepth(viewer: Viewer): Float64Array {
  const { scene, height, width } = viewer;
  const { right, up, forward } = scene.camera;
  const depth = new Float64Array(height * width);
  for (let row = 0, at = 0; row < height; row++) {
    const sy = viewer.slopeY(row + 0.5);
    for (let column = 0; column < width; column++, at++) {
      const sx = viewer.slopeX(column + 0.5);
      depth[at] = hitRoom(
        scene,
        forward.x + right.x * sx + up.x * sy,
        forward.y + right.y * sx + up.y * sy,
        forward.z + right.z * sx + up.z * sy,
      );
    }
  }
  return depth;
}

function drawSolid(
  viewer: Viewer,
  body: Solid,
  number: number,
  solid: Int32Array,
  depth: Float64Array,
): void {
  const { at, right, up, forward } = viewer.scene.camera;
  const { top, bottom, left, right: end } = viewer.window(body);
  const { cos, sin } = body;
  const ox = (at.x - body.x) * cos - (at.z - body.z) * sin;
  const oy = at.y - body.y;
  const oz = (at.x - body.x) * sin + (at.z - body.z) * cos;
  for (let row = top; row < bottom; row++) {
    const sy = viewer.slopeY(row + 0.5);
    for (let column = left, p = row * viewer.width + left; column < end; column++, p++) {
      const sx = viewer.slopeX(column + 0.5);
      const dx = forward.x + right.x * sx + up.x * sy;
      const dy = forward.y + right.y * sx + up.y * sy;
      const dz = forward.z + right.z * sx + up.z * sy;
      const t = hit(body, ox, oy, oz, dx * cos - dz * sin, dy, dx * sin + dz * cos);
      if (t < (depth[p] as number)) {
        depth[p] = t;
        solid[p] = number;
      }
    }
  }
}
