import { surfacePoint } from '../shape/surface-point.js';
import { albedo } from '../texture/albedo.js';
import type { Irradiance } from './irradiance.js';
import { describeAt, materialAt, type Surfaces } from './surfaces.js';
import type { Viewer } from './viewer.js';
import { hitRoom } from './visible.js';
import { hitWorld } from './casters.js';

/** Offsets of the four rays of a pixel on an edge, a turned grid. */
const OFFSETS = [
  [0.375, 0.125],
  [0.875, 0.375],
  [0.125, 0.625],
  [0.625, 0.875],
] as const;

/** Linear light towards the camera, what surfaces reflect and what they give off apart, [pixels, 3]. */
export interface Radiance {
  readonly reflected: Float32Array;
  readonly glowing: Float32Array;
}

/** Colours all pixels: one ray through the middle, four where a pixel's neighbours show another surface. */
export class Painter {
  private readonly texel = new Float64Array(3);
  private readonly found = surfacePoint();
  readonly radiance: Radiance;

  constructor(
    private readonly viewer: Viewer,
    private readonly surfaces: Surfaces,
    private readonly irradiance: Irradiance,
  ) {
    const length = surfaces.solid.length * 3;
    this.radiance = { reflected: new Float32Array(length), glowing: new Float32Array(length) };
  }

  paint(): Radiance {
    const { height, width } = this.viewer;
    const { surface } = this.surfaces;
    for (let row = 0, p = 0; row < height; row++)
      for (let column = 0; column < width; column++, p++) {
        const around = neighbours(surface, p, row, column, height, width);
        if (around === null) this.middle(p);
        else this.edge(p, row, column, around);
      }
    return this.radiance;
  }

  private middle(p: number): void {
    const { texture, surface } = this.surfaces;
    this.found.u = texture[p * 2] as number;
    this.found.v = texture[p * 2 + 1] as number;
    this.add(p, surface[p] as number, p, 1);
  }

  /** Each of the four rays meets the solids that the pixel and its neighbours show, and is lit like that neighbour. */
  private edge(p: number, row: number, column: number, around: readonly number[]): void {
    const { viewer, surfaces, found } = this;
    const { scene } = viewer;
    const { at, right, up, forward } = scene.camera;
    for (const [ox, oy] of OFFSETS) {
      const sx = viewer.slopeX(column + ox);
      const sy = viewer.slopeY(row + oy);
      const dx = forward.x + right.x * sx + up.x * sy;
      const dy = forward.y + right.y * sx + up.y * sy;
      const dz = forward.z + right.z * sx + up.z * sy;
      let nearest = hitRoom(scene, dx, dy, dz);
      let number = scene.solids.length;
      for (const q of around) {
        const solid = scene.solids[surfaces.solid[q] as number];
        if (solid === undefined) continue;
        const t = hitWorld(solid, at.x, at.y, at.z, dx, dy, dz);
        if (t >= nearest) continue;
        nearest = t;
        number = surfaces.solid[q] as number;
      }
      describeAt(scene, number, at.x + nearest * dx, at.y + nearest * dy, at.z + nearest * dz, found);
      const surface = number * 8 + found.face;
      const lit = around.find((q) => surfaces.surface[q] === surface) ?? p;
      this.add(p, surface, lit, 0.25);
    }
  }

  /** Adds the light of the point `found` on a surface, lit as pixel `lit`. */
  private add(p: number, surface: number, lit: number, share: number): void {
    const { viewer, texel, radiance, irradiance } = this;
    const material = materialAt(viewer.scene, surface >> 3, surface & 7);
    const pixel = ((this.surfaces.depth[lit] as number) / viewer.focal) * this.slant(lit);
    albedo(material, this.found, pixel, texel);
    const { glow, gloss } = material;
    for (let c = 0; c < 3; c++) {
      const i = p * 3 + c;
      const tone = texel[c] as number;
      const light = irradiance.light[lit * 3 + c] as number;
      const shine = gloss * (irradiance.highlight[lit * 3 + c] as number);
      radiance.reflected[i] = (radiance.reflected[i] as number) + share * (tone * light + shine);
      radiance.glowing[i] = (radiance.glowing[i] as number) + share * glow * tone;
    }
  }

  /** How much longer a pixel is on the slanted surface, at most 4 times (its geometric mean over both axes). */
  private slant(p: number): number {
    const { at } = this.viewer.scene.camera;
    const { point, normal } = this.surfaces;
    const x = (point[p * 3] as number) - at.x;
    const y = (point[p * 3 + 1] as number) - at.y;
    const z = (point[p * 3 + 2] as number) - at.z;
    const nx = normal[p * 3] as number;
    const ny = normal[p * 3 + 1] as number;
    const nz = normal[p * 3 + 2] as number;
    const cosine = Math.abs(nx * x + ny * y + nz * z) / Math.sqrt(x * x + y * y + z * z);
    return 1 / Math.max(Math.sqrt(cosine), 0.25);
  }
}

/** The pixels 3 x 3 around p, itself first; null where all four neighbours show the same surface. */
function neighbours(
  surface: Int32Array,
  p: number,
  row: number,
  column: number,
  height: number,
  width: number,
): readonly number[] | null {
  const own = surface[p];
  const up = row > 0 ? p - width : p;
  const down = row + 1 < height ? p + width : p;
  const left = column > 0 ? -1 : 0;
  const right = column + 1 < width ? 1 : 0;
  if (surface[up] === own && surface[down] === own && surface[p + left] === own && surface[p + right] === own)
    return null;
  return [p, up, down, p + left, p + right, up + left, up + right, down + left, down + right];
}
