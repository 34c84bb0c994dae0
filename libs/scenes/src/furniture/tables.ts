import { CLASS } from '../label/classes.js';
import { display, material } from '../material/material.js';
import { bookPile, monitor, papers, vase } from './small-things.js';
import { tableLamp } from './lamps.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** A dining table, rectangular or round. */
export function diningTable(kit: Kit): Piece {
  const { draws, style } = kit;
  const wood = style.timber(0.3);
  const h = draws.between(0.71, 0.77);
  const round = draws.chance(0.3);
  const w = round ? draws.between(0.95, 1.25) : draws.between(1.2, 1.9);
  const d = round ? w : draws.between(0.8, 1);
  const shop = new Workshop(CLASS.table);
  if (round) {
    shop.post(wood, 0, h - 0.04, 0, w / 2, 0.04).post(wood, 0, 0.05, 0, 0.06, h - 0.09);
    shop.post(wood, 0, 0, 0, 0.3, 0.05, 0.22);
  } else {
    shop
      .box(wood, 0, h - 0.04, 0, w, 0.04, d)
      .legs(wood, w - 0.06, d - 0.06, h - 0.04, 0.07, draws.chance(0.3));
    shop.box(wood, 0, h - 0.13, 0, w - 0.2, 0.09, d - 0.2);
  }
  if (draws.chance(0.7)) shop.join(vase(kit), draws.between(-0.2, 0.2), h, draws.between(-0.1, 0.1));
  if (draws.chance(0.4)) shop.join(papers(kit), -w * 0.25, h, 0.1);
  if (draws.chance(0.25)) shop.join(bookPile(kit), w * 0.27, h, 0.05);
  return shop.done(w, d, h);
}

/** A low table before a sofa. */
export function coffeeTable(kit: Kit): Piece {
  const { draws, style } = kit;
  const wood = style.timber(0.3);
  const h = draws.between(0.36, 0.48);
  const w = draws.between(0.8, 1.2);
  const d = draws.between(0.5, 0.65);
  const shop = new Workshop(CLASS.table).box(wood, 0, h - 0.04, 0, w, 0.04, d);
  if (draws.chance(0.3)) shop.box(wood, 0, 0, 0, w * 0.8, h - 0.04, d * 0.8);
  else shop.legs(wood, w, d, h - 0.04, 0.06, draws.chance(0.3));
  if (draws.chance(0.4)) shop.box(wood, 0, 0.12, 0, w - 0.14, 0.025, d - 0.14);
  if (draws.chance(0.6)) shop.join(bookPile(kit), -w * 0.22, h, draws.between(-0.05, 0.08));
  if (draws.chance(0.5)) shop.join(vase(kit), w * 0.2, h, draws.between(-0.08, 0.08));
  if (draws.chance(0.4)) shop.join(papers(kit), 0.05, h, 0.05);
  return shop.done(w, d, h);
}

/** A desk with drawers on one side, a screen and what lies about. */
export function desk(kit: Kit): Piece {
  const { draws, style } = kit;
  const wood = style.timber(0.2);
  const w = draws.between(1.1, 1.6);
  const d = draws.between(0.6, 0.75);
  const h = draws.between(0.72, 0.76);
  const shop = new Workshop(CLASS.desk).box(wood, 0, h - 0.035, 0, w, 0.035, d);
  const side = draws.chance(0.5) ? 1 : -1;
  const knob = style.steel();
  shop.box(wood, side * (w / 2 - 0.22), 0.04, -0.02, 0.4, h - 0.075, d - 0.06);
  for (let i = 0; i < 3; i++) {
    const y = 0.08 + (i * (h - 0.14)) / 3;
    const x = side * (w / 2 - 0.22);
    shop.box(wood, x, y, d / 2 - 0.045, 0.36, (h - 0.14) / 3 - 0.025, 0.02);
    shop.ball(knob, x, y + 0.09, d / 2 - 0.025, 0.018, 0.018, 0.018);
  }
  shop.box(wood, -side * (w / 2 - 0.02), 0, 0, 0.035, h - 0.035, d - 0.04);
  shop.box(wood, 0, 0.3, -d / 2 + 0.03, w - 0.1, h - 0.34, 0.02);
  if (draws.chance(0.85)) {
    shop.join(monitor(kit), draws.between(-0.15, 0.15), h, -d * 0.2);
    const keys = material(display(50, 50, 52), draws.fork(), {
      pattern: 'tiles',
      b: display(25, 25, 25),
      scale: 0.02,
    });
    shop.as(CLASS.otherProp).box(keys, 0, h, d * 0.22, 0.42, 0.02, 0.14);
  }
  if (draws.chance(0.7)) shop.join(papers(kit), side * w * 0.3, h, 0.1);
  if (draws.chance(0.6)) shop.join(bookPile(kit), -side * w * 0.36, h, -0.08);
  if (draws.chance(0.5)) shop.join(tableLamp(kit), side * w * 0.38, h, -d * 0.28);
  return shop.done(w, d, h + 0.4);
}
