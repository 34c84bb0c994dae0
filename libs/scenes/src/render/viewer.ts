import type { Scene } from '../room/scene.js';
import { boxAround, type Solid } from '../shape/solid.js';

/** Focal length over width of a 4:3 picture: that of NYUv2's camera, 518.86 / 640. */
const FOCAL = 0.8107;

/** The pinhole: turns pixels into rays, whose parameter is depth along the view axis, and boxes into pixels. */
export class Viewer {
  readonly focal: number;

  constructor(
    readonly scene: Scene,
    readonly height: number,
    readonly width: number,
  ) {
    this.focal = FOCAL * Math.max(width, (height * 4) / 3);
  }

  /** Slope to the right of column position x (pixel j covers [j, j+1)). */
  slopeX(x: number): number {
    return (x - this.width / 2) / this.focal;
  }

  /** Slope upwards of row position y, rows counted downwards. */
  slopeY(y: number): number {
    return (this.height / 2 - y) / this.focal;
  }

  /**
   * Rows and columns that a solid can cover, half open; the whole picture where a corner of its box is not before
   * the camera.
   */
  window(solid: Solid): { top: number; bottom: number; left: number; right: number } {
    const { at, right, up, forward } = this.scene.camera;
    const { hx, hy, hz } = boxAround(solid);
    let [minX, maxX, minY, maxY] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let corner = 0; corner < 8; corner++) {
      const lx = corner & 1 ? hx : -hx;
      const ly = corner & 2 ? hy : -hy;
      const lz = corner & 4 ? hz : -hz;
      const x = solid.x + lx * solid.cos + lz * solid.sin - at.x;
      const y = solid.y + ly - at.y;
      const z = solid.z + lz * solid.cos - lx * solid.sin - at.z;
      const depth = x * forward.x + y * forward.y + z * forward.z;
      if (depth < 0.02) return { top: 0, bottom: this.height, left: 0, right: this.width };
      const sx = (x * right.x + y * right.y + z * right.z) / depth;
      const sy = (x * up.x + y * up.y + z * up.z) / depth;
      minX = Math.min(minX, sx);
      maxX = Math.max(maxX, sx);
      minY = Math.min(minY, sy);
      maxY = Math.max(maxY, sy);
    }
    return {
      left: Math.max(0, Math.floor(minX * this.focal + this.width / 2)),
      right: Math.min(this.width, Math.ceil(maxX * this.focal + this.width / 2)),
      top: Math.max(0, Math.floor(this.height / 2 - maxY * this.focal)),
      bottom: Math.min(this.height, Math.ceil(this.height / 2 - minY * this.focal)),
    };
  }
}
