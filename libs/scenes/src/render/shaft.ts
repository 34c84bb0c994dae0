import type { Vector } from '../numeric/vector.js';
import { hit } from '../shape/hit.js';
import type { Solid } from '../shape/solid.js';

/** A sphere around the points of a tile of pixels. */
export interface Ball extends Vector {
  readonly radius: number;
}

/** The sphere around points [count, 3] numbered by `pixels`: around the middle of their box. */
export function ballAround(point: Float64Array, pixels: readonly number[]): Ball {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (const p of pixels)
    for (let c = 0; c < 3; c++) {
      const value = point[p * 3 + c] as number;
      if (value < (low[c] as number)) low[c] = value;
      if (value > (high[c] as number)) high[c] = value;
    }
  const middle = low.map((value, c) => (value + (high[c] as number)) / 2);
  const [x = 0, y = 0, z = 0] = middle;
  const half = low.map((value, c) => ((high[c] as number) - value) / 2);
  const [a = 0, b = 0, c = 0] = half;
  return { x, y, z, radius: Math.sqrt(a * a + b * b + c * c) };
}

/** The solids that can stand between two balls: all that touch the cone stump around both, a few more. */
export function between(solids: readonly Solid[], from: Ball, to: Ball): readonly Solid[] {
  const ax = to.x - from.x;
  const ay = to.y - from.y;
  const az = to.z - from.z;
  const square = ax * ax + ay * ay + az * az;
  const length = Math.sqrt(square) + 1e-9;
  return solids.filter((solid) => {
    const x = solid.x - from.x;
    const y = solid.y - from.y;
    const z = solid.z - from.z;
    const s = (x * ax + y * ay + z * az) / (square + 1e-9);
    const k = solid.reach / length;
    const near = s < 0 ? 0 : s > 1 ? 1 : s;
    const low = s - k < 0 ? 0 : s - k > 1 ? 1 : s - k;
    const high = s + k > 1 ? 1 : s + k < 0 ? 0 : s + k;
    const wide = from.radius + (to.radius - from.radius) * (to.radius > from.radius ? high : low);
    const reach = 1.02 * wide + solid.reach;
    const dx = x - near * ax;
    const dy = y - near * ay;
    const dz = z - near * az;
    return dx * dx + dy * dy + dz * dz <= reach * reach;
  });
}

/** The solids nearer to a ball than `distance`. */
export function around(solids: readonly Solid[], ball: Ball, distance: number): readonly Solid[] {
  return solids.filter((solid) => {
    const reach = ball.radius + solid.reach + distance;
    const x = solid.x - ball.x;
    const y = solid.y - ball.y;
    const z = solid.z - ball.z;
    return x * x + y * y + z * z <= reach * reach;
  });
}

/** Distance to a solid from a point of the world along a direction of the world, in units of the direction. */
export function hitWorld(
  solid: Solid,
  x: number,
  y: number,
  z: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const { cos, sin } = solid;
  const ox = x - solid.x;
  const oz = z - solid.z;
  return hit(
    solid,
    ox * cos - oz * sin,
    y - solid.y,
    ox * sin + oz * cos,
    dx * cos - dz * sin,
    dy,
    dx * sin + dz * cos,
  );
}
