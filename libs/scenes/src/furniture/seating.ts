import { CLASS } from '../label/classes.js';
import { display, material } from '../material/material.js';
import { pillow } from './bedding.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** A wooden chair with legs and a back of slats or a board. */
export function chair(kit: Kit): Piece {
  const { draws, style } = kit;
  const frame = style.timber();
  const cover = draws.chance(0.5) ? style.cloth(0.4) : frame;
  const w = draws.between(0.4, 0.48);
  const d = draws.between(0.4, 0.48);
  const seat = draws.between(0.42, 0.47);
  const top = draws.between(0.8, 1.02);
  const shop = new Workshop(CLASS.chair).legs(frame, w, d, seat, 0.04, draws.chance(0.4));
  shop.box(cover, 0, seat, 0, w, 0.045, d);
  const back = -d / 2 + 0.025;
  for (const side of [-1, 1]) shop.box(frame, side * (w / 2 - 0.02), seat, back, 0.035, top - seat, 0.035);
  if (draws.chance(0.5)) {
    const rails = 1 + draws.below(3);
    for (let i = 0; i < rails; i++) {
      const y = top - 0.1 - (i * (top - seat - 0.12)) / rails;
      shop.box(frame, 0, y, back, w - 0.06, 0.07, 0.02);
    }
  } else shop.box(cover, 0, seat + 0.14, back, w - 0.05, top - seat - 0.14, 0.03);
  return shop.done(w, d, top);
}

/** A swivel chair on a star foot. */
export function officeChair({ draws, style }: Kit): Piece {
  const dark = material(display(38, 38, 42), draws.fork(), { gloss: 0.2 });
  const cover = draws.chance(0.6) ? dark : style.cloth(0);
  const shop = new Workshop(CLASS.chair);
  shop.box(dark, 0, 0.05, 0, 0.56, 0.04, 0.06).box(dark, 0, 0.05, 0, 0.06, 0.04, 0.56);
  for (const [x, z] of [
    [-0.27, 0],
    [0.27, 0],
    [0, -0.27],
    [0, 0.27],
  ] as const)
    shop.ball(dark, x, 0.03, z, 0.03, 0.03, 0.03);
  shop.post(style.steel(), 0, 0.09, 0, 0.03, 0.33);
  shop.box(cover, 0, 0.42, 0.02, 0.48, 0.09, 0.46);
  shop.box(dark, 0, 0.45, -0.24, 0.06, 0.25, 0.03).box(cover, 0, 0.58, -0.22, 0.44, 0.46, 0.07);
  if (draws.chance(0.7))
    for (const side of [-1, 1])
      shop.box(dark, side * 0.27, 0.66, 0, 0.05, 0.03, 0.28).box(dark, side * 0.27, 0.46, 0, 0.04, 0.2, 0.05);
  return shop.done(0.6, 0.58, 1.04);
}

/** A sofa for one to three. */
export function sofa(kit: Kit): Piece {
  const { draws } = kit;
  return sofaFor(kit, 2 + draws.below(2));
}

export function armchair(kit: Kit): Piece {
  return sofaFor(kit, 1);
}

function sofaFor(kit: Kit, places: number): Piece {
  const { draws, style } = kit;
  const cover = style.cloth(0.35);
  const arm = draws.between(0.12, 0.22);
  const seatWidth = draws.between(0.56, 0.72);
  const w = places * seatWidth + 2 * arm;
  const d = draws.between(0.82, 0.98);
  const seat = draws.between(0.38, 0.46);
  const back = draws.between(0.74, 0.92);
  const armTop = draws.between(0.54, 0.66);
  const shop = new Workshop(CLASS.sofa).legs(style.timber(), w, d, 0.1, 0.05, true);
  shop.box(cover, 0, 0.08, 0, w, seat - 0.22, d);
  shop.box(cover, 0, 0.08, -d / 2 + 0.1, w - 2 * arm + 0.02, back - 0.16, 0.2);
  const rounded = draws.chance(0.5);
  for (const side of [-1, 1]) {
    const x = side * (w / 2 - arm / 2);
    shop.box(cover, x, 0.08, 0.01, arm, armTop - 0.08, d);
    if (rounded) shop.ball(cover, x, armTop, 0.01, arm * 0.62, 0.07, d / 2);
  }
  for (let i = 0; i < places; i++) {
    const x = (i - (places - 1) / 2) * seatWidth;
    shop.box(cover, x, seat - 0.14, 0.1, seatWidth - 0.02, 0.14, d - 0.22);
    shop.ball(cover, x, seat, 0.12, seatWidth * 0.47, 0.035, (d - 0.26) / 2);
    shop.box(cover, x, seat, -d / 2 + 0.24, seatWidth - 0.03, back - seat - 0.04, 0.14);
    shop.ball(cover, x, (back + seat) / 2, -d / 2 + 0.3, seatWidth * 0.44, (back - seat) * 0.42, 0.06);
  }
  for (let i = 0; i < 2; i++)
    if (draws.chance(0.5)) {
      const x = (draws.unit() - 0.5) * (w - 2 * arm - 0.4);
      shop.join(pillow(kit, true), x, seat + 0.19, -d / 2 + 0.4);
    }
  return shop.done(w, d, back);
}
