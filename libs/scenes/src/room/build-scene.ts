import { ceilingLamp } from '../furniture/lamps.js';
import type { Bulb, Kit } from '../furniture/piece.js';
import { Style } from '../material/style.js';
import { Draws, type Purpose } from '../numeric/draws.js';
import { vector } from '../numeric/vector.js';
import { placeCamera, wallsInView } from './camera.js';
import { decorate, hangLarge } from './decorate.js';
import { finishes } from './finishes.js';
import { furnish, ROOM_KINDS } from './furnish.js';
import { makeOpenings } from './openings.js';
import { Plan } from './plan.js';
import type { Camera, Light, Scene } from './scene.js';

/** More lights than this are not followed: the strongest stay. */
const MOST_LIGHTS = 4;

/** The room of (seed, index), the `attempt`-th try at it: a pure function of the three. */
export function buildScene(seed: number, index: number, attempt: number): Scene {
  const drawsFor = (purpose: Purpose): Draws => Draws.of(seed, index, attempt, purpose);
  const room = drawsFor('room');
  const kind = room.pick(ROOM_KINDS);
  const plan = new Plan(room.between(2.9, 5.2), room.between(2.9, 5.2), room.between(2.4, 2.95));
  const camera = placeCamera(drawsFor('camera'), plan);
  keepView(plan, camera);
  const inView = wallsInView(camera, plan.walls);
  const looks = drawsFor('style');
  const style = new Style(looks);
  const surfaces = finishes(looks, style);
  const daylight = makeOpenings({ draws: drawsFor('openings'), style }, plan, inView);
  const kit: Kit = { draws: drawsFor('plan'), style };
  const job = { kit, plan, inView };
  hangLarge(kind, job);
  furnish(kind, job);
  decorate(job);
  lightCeiling({ draws: drawsFor('lights'), style }, plan, daylight.length === 0);
  const lights = [...daylight, ...plan.bulbs.map(bulbLight)].sort((a, b) => b.g - a.g).slice(0, MOST_LIGHTS);
  const { width, height, depth, solids } = plan;
  return { width, height, depth, surfaces, solids, lights, camera };
}

/** No furniture on the photographer's feet nor right before the lens. */
function keepView(plan: Plan, { at, forward }: Camera): void {
  plan.reserve(at.x, at.z, 0.3, 0.3);
  for (const ahead of [0.4, 0.75]) plan.reserve(at.x + forward.x * ahead, at.z + forward.z * ahead, 0.3, 0.3);
}

function lightCeiling(kit: Kit, plan: Plan, dark: boolean): void {
  const { draws } = kit;
  if (!dark && draws.chance(0.3)) return;
  const x = plan.width * draws.between(0.35, 0.65);
  const z = plan.depth * draws.between(0.35, 0.65);
  const drop = draws.chance(0.5) ? 0.02 : draws.between(0.25, 0.6);
  const lamp = ceilingLamp(kit, drop, draws.between(1.2, 3.2));
  plan.put(lamp, { x, y: plan.height, z, cos: 1, sin: 0 });
}

function bulbLight({ x, y, z, size, colour, strength }: Bulb): Light {
  return {
    at: vector(x, y, z),
    u: vector(size / 2, 0, 0),
    v: vector(0, 0, size / 2),
    r: colour.r * strength,
    g: colour.g * strength,
    b: colour.b * strength,
    towards: vector(0, 0, 0),
    gate: null,
  };
}
