import type { Bulb, Piece } from '../furniture/piece.js';
import { reachOf, type Solid } from '../shape/solid.js';

/** One of the four walls: its inward direction is (sin, cos) in (x, z). */
export interface Wall {
  readonly side: 0 | 1 | 2 | 3;
  readonly cos: number;
  readonly sin: number;
  readonly length: number;
}

interface Rectangle {
  readonly left: number;
  readonly right: number;
  readonly low: number;
  readonly high: number;
}

/** Where a piece stands: its origin and the direction (sin, cos) its front looks to. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly cos: number;
  readonly sin: number;
}

/** What stands where in a room, on the floor and on the walls; pieces are taken in where they do not collide. */
export class Plan {
  readonly walls: readonly Wall[];
  readonly solids: Solid[] = [];
  readonly bulbs: Bulb[] = [];
  private readonly floor: Rectangle[] = [];
  private readonly hung: Rectangle[][] = [[], [], [], []];

  constructor(
    readonly width: number,
    readonly depth: number,
    readonly height: number,
  ) {
    this.walls = [
      { side: 0, cos: 1, sin: 0, length: width },
      { side: 1, cos: 0, sin: 1, length: depth },
      { side: 2, cos: -1, sin: 0, length: width },
      { side: 3, cos: 0, sin: -1, length: depth },
    ];
  }

  /** The pose at `along` metres on a wall, `off` metres in front of it, at height `y`. */
  poseAt({ side, cos, sin }: Wall, along: number, off: number, y: number): Pose {
    const x = side === 1 ? 0 : side === 3 ? this.width : along;
    const z = side === 0 ? 0 : side === 2 ? this.depth : along;
    return { x: x + sin * off, y, z: z + cos * off, cos, sin };
  }

  /** Keeps a rectangle of the floor free of furniture. */
  reserve(x: number, z: number, halfX: number, halfZ: number): void {
    this.floor.push({ left: x - halfX, right: x + halfX, low: z - halfZ, high: z + halfZ });
  }

  /** Keeps a rectangle of a wall free. */
  reserveWall({ side }: Wall, along: number, width: number, low: number, high: number): void {
    this.hung[side]?.push({ left: along - width / 2, right: along + width / 2, low, high });
  }

  /** Whether a footprint around (x, z) lies inside the room and on free floor. */
  isFree(x: number, z: number, halfX: number, halfZ: number): boolean {
    const spot = { left: x - halfX, right: x + halfX, low: z - halfZ, high: z + halfZ };
    const inside =
      spot.left >= -1e-6 &&
      spot.low >= -1e-6 &&
      spot.right <= this.width + 1e-6 &&
      spot.high <= this.depth + 1e-6;
    return inside && !this.floor.some((other) => overlap(spot, other));
  }

  isWallFree({ side, length }: Wall, along: number, width: number, low: number, high: number): boolean {
    const spot = { left: along - width / 2, right: along + width / 2, low, high };
    const inside = spot.left >= 0.02 && spot.right <= length - 0.02 && high <= this.height - 0.02;
    return inside && !(this.hung[side] ?? []).some((other) => overlap(spot, other));
  }

  /** Stands a piece with its back to a wall. Returns where, or null where it does not fit. */
  againstWall(piece: Piece, wall: Wall, along: number, gap = 0.03): Pose | null {
    const pose = this.poseAt(wall, along, piece.depth / 2 + gap, 0);
    const [halfX, halfZ] = extent(piece, pose);
    if (!this.isWallFree(wall, along, piece.width, 0, piece.height)) return null;
    if (!this.isFree(pose.x, pose.z, halfX - 0.01, halfZ - 0.01)) return null;
    this.reserve(pose.x, pose.z, halfX, halfZ);
    this.reserveWall(wall, along, piece.width, 0, piece.height);
    this.put(piece, pose);
    return pose;
  }

  /** Stands a piece anywhere. Returns whether it fits. */
  freely(piece: Piece, pose: Pose, margin = 0.05): boolean {
    const [halfX, halfZ] = extent(piece, pose);
    if (!this.isFree(pose.x, pose.z, halfX + margin, halfZ + margin)) return false;
    this.reserve(pose.x, pose.z, halfX, halfZ);
    this.put(piece, pose);
    return true;
  }

  /** Hangs a piece on a wall, its lower edge at `y`. Returns whether it fits. */
  onWall(piece: Piece, wall: Wall, along: number, y: number, margin = 0.08): boolean {
    const high = Math.min(y + piece.height + margin, this.height - 0.03);
    if (y + piece.height > high) return false;
    if (!this.isWallFree(wall, along, piece.width + 2 * margin, y - margin, high)) return false;
    this.reserveWall(wall, along, piece.width, y, y + piece.height);
    this.put(piece, this.poseAt(wall, along, 0, y));
    return true;
  }

  /** Takes in a piece without asking. */
  put(piece: Piece, { x, y, z, cos, sin }: Pose): void {
    for (const part of piece.parts) {
      const { shape, hx, hy, hz, material, label, shadow } = part;
      const reach = reachOf(shape, hx, hy, hz);
      const at = { x: x + part.x * cos + part.z * sin, y: y + part.y, z: z + part.z * cos - part.x * sin };
      this.solids.push({ shape, ...at, cos, sin, hx, hy, hz, reach, material, label, shadow });
    }
    for (const bulb of piece.bulbs)
      this.bulbs.push({
        ...bulb,
        x: x + bulb.x * cos + bulb.z * sin,
        y: y + bulb.y,
        z: z + bulb.z * cos - bulb.x * sin,
      });
  }
}

/** Half sides of the axis-aligned rectangle around a turned footprint. */
export function extent({ width, depth }: Piece, { cos, sin }: Pose): readonly [number, number] {
  const c = Math.abs(cos);
  const s = Math.abs(sin);
  return [(width * c + depth * s) / 2, (width * s + depth * c) / 2];
}

function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.left < b.right && b.left < a.right && a.low < b.high && b.low < a.high;
}
