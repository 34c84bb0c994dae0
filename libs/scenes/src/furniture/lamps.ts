import { CLASS } from '../label/classes.js';
import { display, material, type Colour } from '../material/material.js';
import type { Draws } from '../numeric/draws.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** From candle-like to neutral white. */
export function warmth(draws: Draws): Colour {
  const t = draws.unit();
  return { r: 1, g: 0.72 + 0.22 * t, b: 0.42 + 0.45 * t };
}

/** A lamp with a foot and a conical shade, for night stands, desks and cabinets. */
export function tableLamp(kit: Kit): Piece {
  const { draws, style } = kit;
  const h = draws.between(0.2, 0.32);
  const shop = new Workshop(CLASS.lamp);
  const foot = draws.chance(0.5) ? style.steel() : style.paint(0.5, 0.6, 0.5);
  shop.post(foot, 0, 0, 0, 0.07, 0.02).ball(foot, 0, h * 0.5, 0, 0.05, h * 0.45, 0.05);
  shade(kit, shop, h, draws.between(0.1, 0.14), 0.16, draws.between(0.35, 0.8));
  return shop.done(0.28, 0.28, h + 0.16);
}

/** A lamp on a tall pole. */
export function floorLamp(kit: Kit): Piece {
  const { draws, style } = kit;
  const h = draws.between(1.25, 1.55);
  const shop = new Workshop(CLASS.lamp);
  const pole = style.steel();
  shop.post(pole, 0, 0, 0, 0.14, 0.03, 0.12).post(pole, 0, 0.03, 0, 0.012, h);
  shade(kit, shop, h, draws.between(0.17, 0.23), 0.26, draws.between(0.6, 1.3));
  return shop.done(0.42, 0.42, h + 0.26);
}

/** A ceiling lamp; its origin is at the ceiling. */
export function ceilingLamp({ draws, style }: Kit, drop: number, strength: number): Piece {
  const shop = new Workshop(CLASS.lamp).shading(false);
  const light = warmth(draws);
  const glass = material(display(250, 245, 235), draws.fork(), { glow: 1.6 });
  if (drop > 0.2) shop.post(style.steel(), 0, -drop, 0, 0.008, drop);
  const kind = draws.below(3);
  const r = draws.between(0.12, 0.22);
  if (kind === 0) shop.ball(glass, 0, -drop - r * 0.6, 0, r, r * 0.6, r);
  else if (kind === 1) shop.post(glass, 0, -drop - 0.1, 0, r, 0.1, r * 0.9);
  else {
    shop.post(style.paint(0.4, 0.7, 0.3), 0, -drop - 0.14, 0, r * 1.2, 0.16, r * 0.3);
    shop.ball(glass, 0, -drop - 0.14, 0, r * 0.5, 0.06, r * 0.5);
  }
  shop.bulb({ x: 0, y: -drop - 0.24, z: 0, size: draws.between(0.25, 0.5), colour: light, strength });
  return shop.done(2 * r, 2 * r, drop + 0.25);
}

/** A shade from `y` upwards; lit three times of four. */
function shade(
  { draws, style }: Kit,
  shop: Workshop,
  y: number,
  radius: number,
  h: number,
  strength: number,
): void {
  const lit = draws.chance(0.75);
  const cloth = material(style.pale(), draws.fork(), { glow: lit ? draws.between(0.7, 1.1) : 0 });
  shop.shading(false).post(cloth, 0, y, 0, radius, h, radius * 0.68);
  if (lit) shop.bulb({ x: 0, y: y + h * 0.5, z: 0, size: 0.12, colour: warmth(draws), strength });
}
