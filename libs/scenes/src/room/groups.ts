import { bed } from '../furniture/bedding.js';
import { kitchenRow } from '../furniture/kitchen.js';
import { Workshop, type Kit, type Piece } from '../furniture/piece.js';
import { chair, officeChair, sofa } from '../furniture/seating.js';
import { nightStand } from '../furniture/storage.js';
import { coffeeTable, desk, diningTable } from '../furniture/tables.js';
import { CLASS } from '../label/classes.js';
import { sinCos } from '../numeric/trigonometry.js';
import type { Plan, Pose, Wall } from './plan.js';

/** What furnishing works with; `inView` are the walls the camera sees, the most frontal first. */
export interface Job {
  readonly kit: Kit;
  readonly plan: Plan;
  readonly inView: readonly Wall[];
}

const TRIES = 20;

/** Stands a piece against a wall, rather one in view and rather in a corner; gives up after some tries. */
export function atSomeWall({ kit: { draws }, plan, inView }: Job, piece: Piece): Pose | null {
  for (let i = 0; i < TRIES; i++) {
    const wall = draws.pick(draws.chance(0.85) ? inView : plan.walls);
    const least = piece.width / 2 + 0.06;
    const most = wall.length - least;
    if (most <= least) continue;
    const along = draws.chance(0.3) ? (draws.chance(0.5) ? least : most) : draws.between(least, most);
    const pose = plan.againstWall(piece, wall, along, draws.between(0.02, 0.06));
    if (pose !== null) return pose;
  }
  return null;
}

/** Stands a piece somewhere on free floor, before the camera rather than behind it, turned to any side. */
export function atSomeSpot({ kit: { draws }, plan, inView }: Job, piece: Piece): void {
  for (let i = 0; i < TRIES; i++) {
    const wall = draws.pick(inView);
    const along = draws.between(piece.width / 2 + 0.2, wall.length - piece.width / 2 - 0.2);
    const pose = plan.poseAt(wall, along, draws.between(0.5, 2.4), 0);
    if (plan.freely(piece, turned(pose, draws.between(-1.2, 1.2)))) return;
  }
}

/** A bed, night stands beside it, a mat in front. */
export function bedGroup(job: Job): void {
  const { kit, plan } = job;
  const piece = bed(kit);
  const pose = atSomeWall(job, piece);
  if (pose === null) return;
  for (const side of [-1, 1]) {
    if (!kit.draws.chance(0.75)) continue;
    const stand = nightStand(kit);
    const at = offset(
      pose,
      side * (piece.width / 2 + stand.width / 2 + 0.04),
      (stand.depth - piece.depth) / 2,
    );
    plan.freely(stand, at, -0.01);
  }
  if (kit.draws.chance(0.5))
    putInside(plan, mat(kit, 1.2, 0.8), offset(pose, piece.width * 0.45, piece.depth * 0.4));
}

/** A sofa with a low table before it, often on a mat. */
export function sofaGroup(job: Job): void {
  const { kit, plan } = job;
  const { draws } = kit;
  const piece = sofa(kit);
  const pose = atSomeWall(job, piece);
  if (pose === null) return;
  const table = coffeeTable(kit);
  const gap = draws.between(0.32, 0.5);
  const ahead = piece.depth / 2 + gap + table.depth / 2;
  plan.freely(table, offset(pose, draws.between(-0.2, 0.2), ahead));
  if (draws.chance(0.65)) {
    const rug = mat(kit, draws.between(1.7, 2.4), draws.between(1.2, 1.6));
    putInside(plan, rug, offset(pose, 0, ahead));
  }
}

/** A desk with a chair drawn up to it. */
export function deskGroup(job: Job): void {
  const { kit, plan } = job;
  const { draws } = kit;
  const piece = desk(kit);
  const pose = atSomeWall(job, piece);
  if (pose === null) return;
  const seat = draws.chance(0.6) ? officeChair(kit) : chair(kit);
  const at = offset(pose, draws.between(-0.2, 0.2), piece.depth / 2 + draws.between(0.2, 0.5));
  plan.freely(seat, turned(at, Math.PI + draws.between(-0.6, 0.6)), -0.12);
}

/** Kitchen furniture along the longest piece of wall that is free. */
export function kitchenGroup({ kit, plan, inView }: Job): void {
  const { draws } = kit;
  for (let i = 0; i < TRIES; i++) {
    const wall = draws.pick(inView);
    const length = Math.min(draws.between(1.8, 3.4), wall.length - 0.15);
    const left = draws.chance(0.5);
    const along = left ? length / 2 + 0.04 : wall.length - length / 2 - 0.04;
    if (!plan.isWallFree(wall, along, length, 0, 2.05)) continue;
    if (plan.againstWall(kitchenRow(kit, length), wall, along, 0.01) !== null) return;
  }
}

/** A dining table in the room, chairs around it, a mat below now and then. */
export function tableGroup({ kit, plan }: Job): void {
  const { draws } = kit;
  const table = diningTable(kit);
  for (let i = 0; i < TRIES; i++) {
    const x = plan.width * draws.between(0.25, 0.75);
    const z = plan.depth * draws.between(0.25, 0.75);
    const upright = { x, y: 0, z, cos: 1, sin: 0 };
    const pose = turned(upright, (draws.chance(0.5) ? 0 : Math.PI / 2) + draws.between(-0.12, 0.12));
    if (!plan.freely(table, pose)) continue;
    const sides = [0, 1, 2, 3].flatMap((side) => seatsAt(table, side).map((seat) => ({ side, seat })));
    for (const { side, seat } of sides) {
      if (!draws.chance(0.75)) continue;
      const away = draws.between(-0.02, 0.22);
      const at = offset(
        pose,
        seat.x * (1 + away / Math.abs(seat.x || 1)),
        seat.z * (1 + away / Math.abs(seat.z || 1)),
      );
      plan.freely(chair(kit), turned(at, side * (Math.PI / 2) + Math.PI + draws.between(-0.2, 0.2)), -0.16);
    }
    if (draws.chance(0.25)) putInside(plan, mat(kit, table.width + 1, table.depth + 1), pose);
    return;
  }
}

/** Middles of the seats at one side of a table: 0 front, 1 right, 2 back, 3 left. */
function seatsAt(
  { width, depth }: Piece,
  side: number,
): readonly { readonly x: number; readonly z: number }[] {
  const sign = side < 2 ? 1 : -1;
  if (side % 2 === 1) return [{ x: sign * (width / 2 + 0.1), z: 0 }];
  const z = sign * (depth / 2 + 0.1);
  return width > 1.35
    ? [
        { x: -width / 4, z },
        { x: width / 4, z },
      ]
    : [{ x: 0, z }];
}

/** A mat on the floor, round or with corners. */
export function mat({ draws, style }: Kit, w: number, d: number): Piece {
  const shop = new Workshop(CLASS.floorMat).shading(false);
  const cloth = style.cloth(0.7);
  if (draws.chance(0.2)) return shop.post(cloth, 0, 0, 0, d * 0.6, 0.014).done(d * 1.2, d * 1.2, 0.014);
  const rim = style.cloth(0);
  shop.box(rim, 0, 0, 0, w, 0.011, d).box(cloth, 0, 0, 0, w - 0.16, 0.014, d - 0.16);
  return shop.done(w, d, 0.014);
}

/** A pose moved in its own frame: `x` to its side, `z` to its front. */
function offset({ x: px, y, z: pz, cos, sin }: Pose, x: number, z: number): Pose {
  return { x: px + x * cos + z * sin, y, z: pz + z * cos - x * sin, cos, sin };
}

/** A pose turned by an angle about the vertical. */
export function turned({ x, y, z, cos, sin }: Pose, angle: number): Pose {
  const turn = sinCos(angle);
  return { x, y, z, cos: cos * turn.cos - sin * turn.sin, sin: sin * turn.cos + cos * turn.sin };
}

/** Lays a mat, moved so that it does not stick in a wall. */
function putInside(plan: Plan, piece: Piece, pose: Pose): void {
  const half = Math.sqrt(piece.width * piece.width + piece.depth * piece.depth) / 2;
  const halfX =
    Math.abs(pose.cos) > 0.999 ? piece.width / 2 : Math.abs(pose.sin) > 0.999 ? piece.depth / 2 : half;
  const halfZ =
    Math.abs(pose.cos) > 0.999 ? piece.depth / 2 : Math.abs(pose.sin) > 0.999 ? piece.width / 2 : half;
  if (plan.width < 2 * halfX + 0.1 || plan.depth < 2 * halfZ + 0.1) return;
  const x = Math.min(Math.max(pose.x, halfX + 0.04), plan.width - halfX - 0.04);
  const z = Math.min(Math.max(pose.z, halfZ + 0.04), plan.depth - halfZ - 0.04);
  plan.put(piece, { ...pose, x, z });
}
