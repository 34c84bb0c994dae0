import { CLASS } from '../label/classes.js';
import { display, hsv, material, shaded } from '../material/material.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** A window of clear size w x h: panes with a view, frame, bars and sill; daylight is added by the room. */
export function windowOf({ draws }: Kit, w: number, h: number, brightness: number): Piece {
  const frame = material(display(235, 232, 226), draws.fork(), { gloss: 0.1 });
  const view = material(hsv(3.5, draws.between(0.1, 0.5), 0.95), draws.fork(), {
    pattern: 'outdoors',
    span: [w, h],
    glow: brightness,
  });
  const shop = new Workshop(CLASS.window).shading(false);
  shop.box(view, 0, 0, 0.005, w, h, 0.01);
  for (const side of [-1, 1]) shop.box(frame, side * (w / 2 + 0.025), -0.05, 0.025, 0.05, h + 0.1, 0.05);
  shop.box(frame, 0, h, 0.025, w, 0.05, 0.05).box(frame, 0, -0.05, 0.025, w, 0.05, 0.05);
  const columns = w > 1.1 ? 2 + draws.below(2) : 1 + draws.below(2);
  for (let i = 1; i < columns; i++)
    shop.shading(true).box(frame, (i / columns - 0.5) * w, 0, 0.02, 0.04, h, 0.03);
  if (draws.chance(0.6)) shop.box(frame, 0, h * draws.between(0.4, 0.7), 0.02, w, 0.04, 0.03);
  shop.box(frame, 0, -0.08, 0.06, w + 0.16, 0.03, 0.12);
  return shop.done(w + 0.1, 0.12, h + 0.1);
}

/** Curtains in folds on both sides of a window of this size, on a rod. */
export function curtains({ draws, style }: Kit, w: number, h: number, sill: number): Piece {
  const colour = style.tint(draws.between(0.05, 0.6), draws.between(0.4, 0.95));
  const cloth = material(colour, draws.fork(), {
    pattern: draws.chance(0.3) ? 'dots' : 'plain',
    b: shaded(colour, 0.7),
    scale: 0.09,
  });
  const shop = new Workshop(CLASS.curtain);
  const drop = draws.chance(0.6) ? h + sill - 0.04 : h + 0.2;
  const foot = h + 0.12 - drop;
  const share = draws.between(0.18, 0.34);
  for (const side of [-1, 1]) {
    const folds = 5 + draws.below(4);
    const span = w * share + 0.16;
    const r = span / folds / 2;
    for (let i = 0; i < folds; i++) {
      const x = side * (w / 2 + 0.16 - (i + 0.5) * 2 * r);
      shop.post(cloth, x, foot, 0.1 + 0.025 * (i % 2), r * 1.18, drop, r * 1.05);
    }
  }
  shop.roll(style.steel(), 0, h + 0.13, 0.11, 0.014, w + 0.5);
  return shop.done(w + 0.5, 0.18, h + 0.2);
}

/** Blinds let down part of the way. */
export function blinds({ draws, style }: Kit, w: number, h: number): Piece {
  const slat = material(style.pale(), draws.fork(), { gloss: 0.1 });
  const shop = new Workshop(CLASS.blinds).shading(false);
  const count = Math.floor((h * draws.between(0.25, 0.9)) / 0.055);
  shop.box(slat, 0, h - 0.01, 0.07, w + 0.06, 0.06, 0.06);
  for (let i = 0; i < count; i++) shop.box(slat, 0, h - 0.06 - i * 0.055, 0.065, w + 0.02, 0.034, 0.03);
  return shop.done(w + 0.06, 0.1, h);
}
