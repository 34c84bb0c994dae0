import type { Kit } from '../furniture/piece.js';
import { blinds, curtains, windowOf } from '../furniture/windows.js';
import { door } from '../furniture/wall-things.js';
import { scaled, sum, vector } from '../numeric/vector.js';
import type { Plan, Wall } from './plan.js';
import type { Gate, Light } from './scene.js';

/** Cuts none to two windows and mostly a door; returns the daylight that comes in. */
export function makeOpenings(kit: Kit, plan: Plan, inView: readonly Wall[]): readonly Light[] {
  const { draws } = kit;
  const gates: Gate[] = [];
  const daylight = draws.between(0.6, 1.6);
  const wanted = draws.chance(0.2) ? 0 : draws.chance(0.6) ? 1 : 2;
  for (let i = 0; i < wanted; i++) {
    const wall = draws.pick(draws.chance(0.65) ? inView : plan.walls);
    const gate = cutWindow(kit, plan, wall, daylight);
    if (gate !== null) gates.push(gate);
  }
  if (draws.chance(0.75)) {
    const wall = draws.pick(draws.chance(0.7) ? inView : plan.walls);
    const leaf = door(kit);
    const along = draws.between(leaf.width / 2 + 0.1, wall.length - leaf.width / 2 - 0.1);
    if (plan.onWall(leaf, wall, along, 0, 0.05)) keepClear(plan, wall, along, leaf.width, 0.9);
  }
  const lights = gates.map((gate) => skyLight(gate, daylight));
  const [first] = gates;
  return first !== undefined && draws.chance(0.45) ? [...lights, sunLight(kit, first, daylight)] : lights;
}

function cutWindow(kit: Kit, plan: Plan, wall: Wall, daylight: number): Gate | null {
  const { draws } = kit;
  const w = draws.between(0.8, Math.min(2, wall.length * 0.5));
  const sill = draws.between(0.75, 1.05);
  const h = Math.min(draws.between(1, 1.4), plan.height - sill - 0.3);
  const along = draws.between(w / 2 + 0.35, wall.length - w / 2 - 0.35);
  if (!plan.isWallFree(wall, along, w + 0.6, sill - 0.1, sill + h + 0.2)) return null;
  plan.reserveWall(wall, along, w + 0.2, sill - 0.1, sill + h + 0.22);
  const pose = plan.poseAt(wall, along, 0, sill);
  plan.put(windowOf(kit, w, h, 0.75 + 0.35 * daylight), pose);
  const dressing = draws.unit();
  if (dressing < 0.5) {
    plan.put(curtains(kit, w, h, sill), pose);
    plan.reserveWall(wall, along, w + 0.5, 0.3, sill + h + 0.2);
  } else if (dressing < 0.75) plan.put(blinds(kit, w, h), pose);
  const inward = vector(wall.sin, 0, wall.cos);
  const along3 = vector(wall.cos, 0, -wall.sin);
  const centre = vector(pose.x, sill + h / 2, pose.z);
  return { centre, along: along3, inward, halfWidth: w / 2, halfHeight: h / 2 };
}

function keepClear(plan: Plan, wall: Wall, along: number, width: number, depth: number): void {
  const { x, z } = plan.poseAt(wall, along, depth / 2, 0);
  const across = wall.side === 0 || wall.side === 2;
  plan.reserve(x, z, across ? width / 2 : depth / 2, across ? depth / 2 : width / 2);
}

function skyLight({ centre, along, inward, halfWidth, halfHeight }: Gate, daylight: number): Light {
  const strength = 2.6 * daylight * halfWidth * halfHeight * 4;
  return {
    at: sum(centre, scaled(inward, 0.16)),
    u: scaled(along, halfWidth * 0.9),
    v: vector(0, halfHeight * 0.9, 0),
    r: 0.86 * strength,
    g: 0.95 * strength,
    b: 1.05 * strength,
    towards: inward,
    gate: null,
  };
}

/** The sun, 20 to 50 degrees high, far outside the window. */
function sunLight({ draws }: Kit, gate: Gate, daylight: number): Light {
  const aside = draws.between(-0.8, 0.8);
  const high = draws.between(0.4, 1.1);
  const raw = sum(sum(scaled(gate.inward, -1), scaled(gate.along, aside)), vector(0, high, 0));
  const length = Math.sqrt(1 + aside * aside + high * high);
  const strength = 3.2 * daylight;
  return {
    at: sum(gate.centre, scaled(raw, 40 / length)),
    u: scaled(gate.along, 0.35),
    v: vector(0, 0.35, 0),
    r: strength,
    g: 0.92 * strength,
    b: 0.76 * strength,
    towards: vector(0, 0, 0),
    gate,
  };
}
