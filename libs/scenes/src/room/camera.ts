import type { Draws } from '../numeric/draws.js';
import { sinCos } from '../numeric/trigonometry.js';
import { vector } from '../numeric/vector.js';
import type { Plan, Wall } from './plan.js';
import type { Camera } from './scene.js';

/** A person holds the camera near a wall or corner and looks across the room, a little down. */
export function placeCamera(draws: Draws, { width, depth, walls }: Plan): Camera {
  const wall = draws.pick(walls);
  const along = draws.between(0.12, 0.88) * wall.length;
  const off = draws.between(0.2, 0.5);
  const x = wall.side === 1 ? off : wall.side === 3 ? width - off : along;
  const z = wall.side === 0 ? off : wall.side === 2 ? depth - off : along;
  const at = vector(
    Math.min(Math.max(x, 0.3), width - 0.3),
    draws.between(1.05, 1.75),
    Math.min(Math.max(z, 0.3), depth - 0.3),
  );
  const toX = width * draws.between(0.3, 0.7) + wall.sin * 0.6 - at.x;
  const toZ = depth * draws.between(0.3, 0.7) + wall.cos * 0.6 - at.z;
  const length = Math.sqrt(toX * toX + toZ * toZ);
  return cameraAt(at, toX / length, toZ / length, draws.between(0, 0.34), draws.between(-0.03, 0.03));
}

/** A camera that looks along (dx, dz), tilted down by `down` radians and turned by `roll` radians. */
export function cameraAt(at: Camera['at'], dx: number, dz: number, down: number, roll: number): Camera {
  const tilt = sinCos(down);
  const turn = sinCos(roll);
  const forward = vector(dx * tilt.cos, -tilt.sin, dz * tilt.cos);
  const side = vector(dz, 0, -dx);
  const top = vector(dx * tilt.sin, tilt.cos, dz * tilt.sin);
  return {
    at,
    forward,
    right: combine(side, turn.cos, top, turn.sin),
    up: combine(top, turn.cos, side, -turn.sin),
  };
}

/** The walls the camera looks at, the most frontal first. */
export function wallsInView({ forward }: Camera, walls: readonly Wall[]): readonly Wall[] {
  const facing = ({ sin, cos }: Wall): number => sin * forward.x + cos * forward.z;
  return walls.filter((wall) => facing(wall) < 0.25).sort((a, b) => facing(a) - facing(b));
}

function combine(a: Camera['up'], p: number, b: Camera['up'], q: number): Camera['up'] {
  return vector(a.x * p + b.x * q, a.y * p + b.y * q, a.z * p + b.z * q);
}
