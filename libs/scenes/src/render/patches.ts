import type { Ball } from './casters.js';
import type { Surfaces } from './surfaces.js';
import type { Viewer } from './viewer.js';

/** Side of the tiles in which pixels are lit together. */
const TILE = 8;

/** Pixels of one tile that show one solid. */
export interface Patch {
  readonly pixels: readonly number[];
  /** Number of the solid, as in `Visible`. */
  readonly solid: number;
  /** A ball around their points. */
  readonly ball: Ball;
}

/** All pixels in patches. */
export function patchesOf({ height, width }: Viewer, { solid, point }: Surfaces): readonly Patch[] {
  const patches: Patch[] = [];
  const tile = new Map<number, number[]>();
  for (let top = 0; top < height; top += TILE)
    for (let left = 0; left < width; left += TILE) {
      tile.clear();
      for (let row = top; row < Math.min(top + TILE, height); row++)
        for (let column = left; column < Math.min(left + TILE, width); column++) {
          const p = row * width + column;
          const pixels = tile.get(solid[p] as number);
          if (pixels === undefined) tile.set(solid[p] as number, [p]);
          else pixels.push(p);
        }
      for (const [number, pixels] of tile)
        patches.push({ pixels, solid: number, ball: ballAround(point, pixels) });
    }
  return patches;
}

/** Which of 16 samples a pixel takes: each of any 4 x 4 neighbours another one. */
const ORDER = [0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5];

export function sampleNumber(row: number, column: number): number {
  return ORDER[(row & 3) * 4 + (column & 3)] as number;
}

/** The ball around the box of the points of these pixels, [pixels, 3]. */
function ballAround(point: Float64Array, pixels: readonly number[]): Ball {
  let [x0, x1, y0, y1, z0, z1] = [Infinity, -Infinity, Infinity, -Infinity, Infinity, -Infinity];
  for (const p of pixels) {
    const x = point[p * 3] as number;
    const y = point[p * 3 + 1] as number;
    const z = point[p * 3 + 2] as number;
    if (x < x0) x0 = x;
    if (x > x1) x1 = x;
    if (y < y0) y0 = y;
    if (y > y1) y1 = y;
    if (z < z0) z0 = z;
    if (z > z1) z1 = z;
  }
  const a = (x1 - x0) / 2;
  const b = (y1 - y0) / 2;
  const c = (z1 - z0) / 2;
  return { x: x0 + a, y: y0 + b, z: z0 + c, radius: Math.sqrt(a * a + b * b + c * c) };
}
