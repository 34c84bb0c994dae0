import { picture, wallShelf, wallTelevision, whiteboard } from '../furniture/wall-things.js';
import { material, display } from '../material/material.js';
import { Workshop, type Piece } from '../furniture/piece.js';
import { CLASS } from '../label/classes.js';
import type { RoomKind } from './furnish.js';
import type { Job } from './groups.js';
import type { Wall } from './plan.js';

/** Hangs what needs much room: a television, a whiteboard, a shelf; furniture finds its place below. */
export function hangLarge(kind: RoomKind, job: Job): void {
  const { draws } = job.kit;
  if (kind === 'living room' && draws.chance(0.6))
    hang(job, wallTelevision(job.kit, draws.between(0.9, 1.4)), 1.1, 1.3);
  if (kind === 'bedroom' && draws.chance(0.25))
    hang(job, wallTelevision(job.kit, draws.between(0.7, 1)), 1.1, 1.4);
  if (kind === 'study' && draws.chance(0.6))
    hang(job, whiteboard(job.kit, draws.between(1, 1.7), draws.between(0.7, 1)), 1.22, 1.32);
  if (draws.chance(kind === 'study' ? 0.6 : 0.35))
    hang(job, wallShelf(job.kit, draws.between(0.7, 1.2)), 1.25, 1.5);
}

/** Hangs pictures where there is room left; puts skirting boards round the room. */
export function decorate(job: Job): void {
  const { draws } = job.kit;
  const pictures = 1 + draws.below(4);
  for (let i = 0; i < pictures; i++) {
    const w = draws.between(0.3, 0.9);
    hang(job, picture(job.kit, w, w * draws.pick([0.7, 0.75, 1, 1.35])), 1.15, 1.55);
  }
  skirting(job);
}

function hang({ kit: { draws }, plan, inView }: Job, piece: Piece, low: number, high: number): void {
  for (let i = 0; i < 10; i++) {
    const wall = draws.pick(draws.chance(0.85) ? inView : plan.walls);
    const along = draws.between(piece.width / 2 + 0.15, wall.length - piece.width / 2 - 0.15);
    if (plan.onWall(piece, wall, along, draws.between(low, high))) return;
  }
}

function skirting({ kit: { draws, style }, plan }: Job): void {
  if (draws.chance(0.15)) return;
  const board = draws.chance(0.7) ? material(display(232, 228, 220), draws.fork()) : style.timber();
  const h = draws.between(0.06, 0.12);
  const strip = (wall: Wall): Piece =>
    new Workshop(CLASS.wall).shading(false).box(board, 0, 0, 0.006, wall.length, h, 0.012).done(0, 0, 0);
  for (const wall of plan.walls) plan.put(strip(wall), plan.poseAt(wall, wall.length / 2, 0, 0));
}
