import type { Light, Scene } from '../room/scene.js';
import { openness } from './ambient.js';
import { averaged } from './average.js';
import { Casters } from './casters.js';
import { patchesOf } from './patches.js';
import { lightSeen } from './shadows.js';
import type { Surfaces } from './surfaces.js';
import type { Viewer } from './viewer.js';

/** Light that has bounced around, as a share of what the lamps give. */
const BOUNCED = 0.085;

/** Light falling on each pixel's point, and its highlight towards the camera, both linear, [pixels, 3]. */
export interface Irradiance {
  readonly light: Float32Array;
  readonly highlight: Float32Array;
}

/** Light of all lamps with their shadows, plus what walls, floor and ceiling send back. */
export function irradiance(viewer: Viewer, surfaces: Surfaces): Irradiance {
  const { scene, height, width } = viewer;
  const casters = new Casters(scene.solids.filter((solid) => solid.shadow && solid.reach > 0.02));
  const stage = { width, surfaces, solids: scene.solids, patches: patchesOf(viewer, surfaces), casters };
  const open = averaged(openness(stage), surfaces.surface, height, width);
  const light = bounced(scene, surfaces, open);
  const highlight = new Float32Array(light.length);
  for (const lamp of scene.lights) {
    const seen = averaged(lightSeen(stage, lamp), surfaces.surface, height, width);
    addLamp(scene, surfaces, lamp, seen, light, highlight);
  }
  return { light, highlight };
}

function bounced(scene: Scene, surfaces: Surfaces, open: Float32Array): Float32Array {
  const total = { r: 0, g: 0, b: 0 };
  for (const { r, g, b, gate } of scene.lights) {
    const share = gate === null ? BOUNCED : BOUNCED * 0.4;
    total.r += r * share;
    total.g += g * share;
    total.b += b * share;
  }
  const floor = scene.surfaces[2]?.a ?? { r: 0.5, g: 0.5, b: 0.5 };
  const wall = scene.surfaces[0]?.a ?? floor;
  const light = new Float32Array(open.length * 3);
  for (let p = 0; p < open.length; p++) {
    const ny = surfaces.normal[p * 3 + 1] as number;
    const up = ny > 0 ? ny : 0;
    const down = ny < 0 ? -ny : 0;
    const amount = (0.25 + 0.75 * (open[p] as number)) * corners(scene, surfaces, p);
    const side = 1 - up - down;
    light[p * 3] = total.r * amount * (up + down * (0.35 + 0.6 * floor.r) + side * (0.5 + 0.45 * wall.r));
    light[p * 3 + 1] = total.g * amount * (up + down * (0.35 + 0.6 * floor.g) + side * (0.5 + 0.45 * wall.g));
    light[p * 3 + 2] = total.b * amount * (up + down * (0.35 + 0.6 * floor.b) + side * (0.5 + 0.45 * wall.b));
  }
  return light;
}

/** Darkening towards the room's other planes. */
function corners({ width, height, depth }: Scene, { point, normal }: Surfaces, p: number): number {
  const x = point[p * 3] as number;
  const y = point[p * 3 + 1] as number;
  const z = point[p * 3 + 2] as number;
  const nx = normal[p * 3] as number;
  const ny = normal[p * 3 + 1] as number;
  const nz = normal[p * 3 + 2] as number;
  return (
    corner(x, nx) *
    corner(width - x, -nx) *
    corner(y, ny) *
    corner(height - y, -ny) *
    corner(z, nz) *
    corner(depth - z, -nz)
  );
}

function corner(distance: number, facing: number): number {
  if (distance >= 0.8 || facing > 0.99) return 1;
  const near = 1 - distance / 0.8;
  return 1 - 0.38 * near * near * (1 - (facing > 0 ? facing : 0));
}

function addLamp(
  { camera }: Scene,
  { point, normal, depth }: Surfaces,
  { at, r, g, b, towards, gate }: Light,
  seen: Float32Array,
  light: Float32Array,
  highlight: Float32Array,
): void {
  for (let p = 0, i = 0; p < depth.length; p++, i += 3) {
    if (seen[p] === 0) continue;
    const nx = normal[i] as number;
    const ny = normal[i + 1] as number;
    const nz = normal[i + 2] as number;
    const x = point[i] as number;
    const y = point[i + 1] as number;
    const z = point[i + 2] as number;
    const dx = at.x - x;
    const dy = at.y - y;
    const dz = at.z - z;
    const square = dx * dx + dy * dy + dz * dz;
    const length = Math.sqrt(square);
    const facing = (nx * dx + ny * dy + nz * dz) / length;
    const emitted = -(towards.x * dx + towards.y * dy + towards.z * dz) / length;
    const oneSided = towards.x !== 0 || towards.y !== 0 || towards.z !== 0;
    const spread = gate !== null ? 1 : (oneSided ? Math.max(emitted, 0) * 1.6 : 1) / (square + 0.35);
    const power = (seen[p] as number) * spread;
    const diffuse = power * Math.max(facing, 0.03);
    light[i] = (light[i] as number) + r * diffuse;
    light[i + 1] = (light[i + 1] as number) + g * diffuse;
    light[i + 2] = (light[i + 2] as number) + b * diffuse;
    const shine =
      power *
      gleam(
        nx,
        ny,
        nz,
        dx / length,
        dy / length,
        dz / length,
        camera.at.x - x,
        camera.at.y - y,
        camera.at.z - z,
      );
    highlight[i] = (highlight[i] as number) + r * shine;
    highlight[i + 1] = (highlight[i + 1] as number) + g * shine;
    highlight[i + 2] = (highlight[i + 2] as number) + b * shine;
  }
}

/** Blinn's highlight with exponent 32, by repeated squares. */
function gleam(
  nx: number,
  ny: number,
  nz: number,
  lx: number,
  ly: number,
  lz: number,
  vx: number,
  vy: number,
  vz: number,
): number {
  const view = Math.sqrt(vx * vx + vy * vy + vz * vz);
  const hx = lx + vx / view;
  const hy = ly + vy / view;
  const hz = lz + vz / view;
  const along = (nx * hx + ny * hy + nz * hz) / Math.sqrt(hx * hx + hy * hy + hz * hz);
  if (along <= 0.7) return 0;
  const c2 = along * along;
  const c4 = c2 * c2;
  const c8 = c4 * c4;
  const c16 = c8 * c8;
  return c16 * c16;
}
