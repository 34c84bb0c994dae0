import { CLASS } from '../label/classes.js';
import { display, material } from '../material/material.js';
import { Workshop, type Kit, type Piece } from './piece.js';
import { vase } from './small-things.js';
import { fronts } from './storage.js';

/** A row of kitchen cabinets under a worktop, with a refrigerator at one end and cabinets on the wall. */
export function kitchenRow(kit: Kit, length: number): Piece {
  const { draws, style } = kit;
  const body = style.timber();
  const knob = style.steel();
  const cold = draws.chance(0.8);
  const side = draws.chance(0.5) ? 1 : -1;
  const w = cold ? length - 0.68 : length;
  const mid = cold ? side * -0.34 : 0;
  const row = new Workshop(CLASS.cabinet);
  row.box(body, 0, 0.08, -0.02, w, 0.78, 0.54).box(style.paint(0.1, 0.2), 0, 0, -0.04, w, 0.08, 0.48);
  fronts(row, body, knob, w, 0.1, 0.74, 0.265, Math.max(2, Math.round(w / 0.5)), draws.chance(0.3) ? 2 : 1);
  const top = material(style.pale(), draws.fork(), {
    pattern: 'stone',
    b: display(110, 105, 100),
    scale: 0.1,
    gloss: 0.4,
  });
  row.as(CLASS.counter).box(top, 0, 0.86, 0, w + 0.02, 0.04, 0.6);
  const splash = material(style.pale(), draws.fork(), {
    pattern: 'tiles',
    b: display(190, 188, 180),
    scale: 0.1,
    gloss: 0.3,
  });
  row.as(CLASS.wall).shading(false).box(splash, 0, 0.9, -0.294, w, 0.5, 0.012).shading(true);
  if (draws.chance(0.8)) {
    row.as(CLASS.cabinet).box(body, 0, 1.42, -0.13, w, 0.62, 0.34);
    fronts(row, body, knob, w, 1.43, 0.6, 0.045, Math.max(2, Math.round(w / 0.45)), 1);
  }
  if (draws.chance(0.7)) row.join(vase(kit), draws.between(-w / 3, w / 3), 0.9, 0);
  row.as(CLASS.otherProp).post(knob, draws.between(-w / 3, w / 3), 0.9, 0.05, 0.09, 0.16);
  const shop = new Workshop(CLASS.cabinet).join(row.done(w, 0.6, 2), mid, 0, 0);
  if (cold) shop.join(refrigerator(kit), side * (length / 2 - 0.33), 0, 0.02);
  return shop.done(length, 0.62, 2.05);
}

/** A refrigerator with two doors and handles. */
export function refrigerator({ draws, style }: Kit): Piece {
  const shell = draws.chance(0.6)
    ? material(display(232, 232, 230), draws.fork(), { gloss: 0.35 })
    : material(display(168, 170, 174), draws.fork(), { gloss: 0.5 });
  const h = draws.between(1.6, 1.85);
  const split = draws.between(0.5, 1.1);
  const grip = style.steel();
  const shop = new Workshop(CLASS.refrigerator).box(shell, 0, 0.03, -0.03, 0.62, h - 0.03, 0.58);
  shop
    .box(shell, 0, 0.06, 0.275, 0.61, split - 0.07, 0.05)
    .box(shell, 0, split, 0.275, 0.61, h - split, 0.05);
  shop
    .box(grip, -0.25, split - 0.38, 0.315, 0.025, 0.3, 0.03)
    .box(grip, -0.25, split + 0.08, 0.315, 0.025, 0.3, 0.03);
  return shop.done(0.64, 0.62, h);
}
