import { CLASS } from '../label/classes.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** A pillow around its origin, lying or standing against something behind it. */
export function pillow({ draws, style }: Kit, standing: boolean): Piece {
  const cover = standing ? style.cloth(0.6) : style.linen();
  const side = draws.between(0.19, 0.24);
  const shop = new Workshop(CLASS.pillow);
  if (standing) shop.ball(cover, 0, 0, 0, side, side * 0.95, 0.08);
  else shop.ball(cover, 0, 0, 0, side * 1.4, 0.085, side);
  return shop.done(2 * side, 0.2, 2 * side);
}

/** A single or double bed with its head towards the wall. */
export function bed(kit: Kit): Piece {
  const { draws, style } = kit;
  const double = draws.chance(0.65);
  const w = double ? draws.between(1.4, 1.8) : draws.between(0.9, 1.1);
  const d = draws.between(1.95, 2.15);
  const frame = style.timber();
  const linen = style.linen();
  const cover = style.cloth(0.55);
  const top = draws.between(0.45, 0.6);
  const head = draws.between(0.8, 1.25);
  const shop = new Workshop(CLASS.bed);
  shop.legs(frame, w, d, 0.14, 0.07, false).box(frame, 0, 0.12, 0, w, 0.14, d);
  shop.box(frame, 0, 0.1, -d / 2 + 0.03, w + 0.06, head - 0.1, 0.06);
  if (draws.chance(0.4)) shop.box(frame, 0, 0.1, d / 2 + 0.01, w + 0.06, top - 0.05, 0.05);
  shop.box(linen, 0, 0.26, 0.03, w - 0.06, top - 0.26, d - 0.1);
  const covered = draws.between(0.55, 0.74) * d;
  const hang = draws.between(0.1, 0.22);
  shop.box(cover, 0, top - hang, d / 2 - covered / 2 - 0.01, w + 0.02, hang + 0.03, covered);
  if (draws.chance(0.6))
    shop.box(style.linen(), 0, top - hang + 0.01, d / 2 - covered - 0.02, w + 0.022, hang + 0.03, 0.26);
  const pillows = double ? 2 : 1;
  for (let i = 0; i < pillows; i++) {
    const x = (i - (pillows - 1) / 2) * w * 0.48;
    shop.join(pillow(kit, false), x, top + 0.06, -d / 2 + 0.36);
    if (draws.chance(0.45)) shop.join(pillow(kit, true), x, top + 0.2, -d / 2 + 0.14);
  }
  return shop.done(w + 0.06, d + 0.06, head);
}
