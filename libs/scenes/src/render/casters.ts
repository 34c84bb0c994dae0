import type { Vector } from '../numeric/vector.js';
import { hit } from '../shape/hit.js';
import type { Solid } from '../shape/solid.js';

/** A sphere. */
export interface Ball extends Vector {
  readonly radius: number;
}

/** The solids that throw shadows, and quick questions about which of them matter. */
export class Casters {
  /** x, y, z and reach of each solid. */
  private readonly balls: Float64Array;

  constructor(private readonly solids: readonly Solid[]) {
    this.balls = Float64Array.from(solids.flatMap(({ x, y, z, reach }) => [x, y, z, reach]));
  }

  /**
   * The solids except `own` that can stand between two balls: all that touch the cone stump around both, and a few
   * more.
   */
  between(from: Ball, to: Ball, own: Solid | undefined): readonly Solid[] {
    const { balls, solids } = this;
    const found: Solid[] = [];
    const ax = to.x - from.x;
    const ay = to.y - from.y;
    const az = to.z - from.z;
    const square = ax * ax + ay * ay + az * az + 1e-9;
    const length = Math.sqrt(square);
    const widest = to.radius > from.radius ? to.radius : from.radius;
    for (let i = 0, at = 0; at < balls.length; i++, at += 4) {
      const x = (balls[at] as number) - from.x;
      const y = (balls[at + 1] as number) - from.y;
      const z = (balls[at + 2] as number) - from.z;
      const reach = balls[at + 3] as number;
      const s = (x * ax + y * ay + z * az) / square;
      const near = s < 0 ? 0 : s > 1 ? 1 : s;
      const dx = x - near * ax;
      const dy = y - near * ay;
      const dz = z - near * az;
      const distance = dx * dx + dy * dy + dz * dz;
      if (distance > (1.02 * widest + reach) * (1.02 * widest + reach)) continue;
      const ahead = reach / length;
      const end = to.radius > from.radius ? s + ahead : s - ahead;
      const wide = from.radius + (to.radius - from.radius) * (end < 0 ? 0 : end > 1 ? 1 : end);
      const solid = solids[i] as Solid;
      if (distance <= (1.02 * wide + reach) * (1.02 * wide + reach) && solid !== own) found.push(solid);
    }
    return found;
  }

  /** The solids except `own` nearer to a ball than `distance`, and a few more. */
  around(ball: Ball, distance: number, own: Solid | undefined): readonly Solid[] {
    const { balls, solids } = this;
    const found: Solid[] = [];
    for (let i = 0, at = 0; at < balls.length; i++, at += 4) {
      const x = (balls[at] as number) - ball.x;
      const y = (balls[at + 1] as number) - ball.y;
      const z = (balls[at + 2] as number) - ball.z;
      const reach = (balls[at + 3] as number) + ball.radius + distance;
      const solid = solids[i] as Solid;
      if (x * x + y * y + z * z <= reach * reach && solid !== own) found.push(solid);
    }
    return found;
  }
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
