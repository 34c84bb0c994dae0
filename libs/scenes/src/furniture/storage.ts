import { CLASS } from '../label/classes.js';
import type { Material } from '../material/material.js';
import { tableLamp } from './lamps.js';
import { Workshop, type Kit, type Piece } from './piece.js';
import { bookCover, bookPile, boxes, vase } from './small-things.js';

/** Boards between two sides, with books standing and lying, boxes and vases. */
export function bookshelf(kit: Kit): Piece {
  const { draws, style } = kit;
  const wood = style.timber();
  const w = draws.between(0.7, 1.3);
  const d = draws.between(0.26, 0.36);
  const h = draws.between(1.1, 2.1);
  const floors = Math.floor(h / draws.between(0.33, 0.42));
  const gap = (h - 0.08) / floors;
  const shop = new Workshop(CLASS.bookshelf);
  for (const side of [-1, 1]) shop.box(wood, side * (w / 2 - 0.0125), 0, 0, 0.025, h, d);
  shop.box(wood, 0, 0, -d / 2 + 0.008, w - 0.05, h, 0.015);
  for (let i = 0; i <= floors; i++) shop.box(wood, 0, 0.055 + i * gap, 0, w - 0.05, 0.025, d);
  shop.box(wood, 0, 0, 0.01, w - 0.05, 0.055, d - 0.04);
  for (let i = 0; i < floors; i++) fillShelf(kit, shop, w - 0.07, d, 0.08 + i * gap, gap - 0.03);
  return shop.done(w, d, h);
}

/** Things on one board of width w at height y with `room` above it. */
export function fillShelf(kit: Kit, shop: Workshop, w: number, d: number, y: number, room: number): void {
  const { draws } = kit;
  const kind = draws.unit();
  if (kind < 0.12) return;
  if (kind < 0.24) {
    shop.join(vase(kit), draws.between(-w / 4, w / 4), y, 0);
    return;
  }
  if (kind < 0.34) {
    shop.join(bookPile(kit), draws.between(-w / 4, w / 4), y, 0);
    return;
  }
  let x = -w / 2 + draws.between(0, 0.1);
  const end = w / 2 - draws.between(0, w * 0.4);
  shop.as(CLASS.books);
  while (x < end - 0.05) {
    const thick = draws.between(0.025, 0.06);
    const tall = Math.min(room * draws.between(0.6, 0.92), 0.33);
    const deep = d * draws.between(0.55, 0.75);
    shop.box(bookCover(kit), x + thick / 2, y, d / 2 - 0.03 - deep / 2, thick - 0.002, tall, deep);
    x += thick + (draws.chance(0.06) ? 0.07 : 0);
  }
}

/** Doors or drawers on a body: the front of cabinets, dressers and counters. */
export function fronts(
  shop: Workshop,
  front: Material,
  knob: Material,
  w: number,
  y: number,
  h: number,
  z: number,
  columns: number,
  rows: number,
): void {
  for (let i = 0; i < columns; i++)
    for (let j = 0; j < rows; j++) {
      const cw = w / columns;
      const ch = h / rows;
      const x = (i - (columns - 1) / 2) * cw;
      shop.box(front, x, y + j * ch + 0.012, z, cw - 0.024, ch - 0.024, 0.022);
      const aside = rows === 1 ? (i % 2 === 0 ? 1 : -1) * (cw / 2 - 0.06) : 0;
      shop.ball(knob, x + aside, y + (j + 0.5) * ch, z + 0.025, 0.017, 0.017, 0.017);
    }
}

/** A low or high cabinet with doors, things on its top. */
export function cabinet(kit: Kit): Piece {
  const { draws } = kit;
  const tall = draws.chance(0.3);
  const w = draws.between(0.8, tall ? 1.2 : 1.6);
  const h = tall ? draws.between(1.6, 2) : draws.between(0.7, 0.95);
  const piece = chest(
    kit,
    CLASS.cabinet,
    w,
    draws.between(0.4, 0.55),
    h,
    Math.max(2, Math.round(w / 0.5)),
    1,
  );
  return tall ? piece : topped(kit, piece);
}

export function dresser(kit: Kit): Piece {
  const { draws } = kit;
  const w = draws.between(0.8, 1.4);
  const piece = chest(
    kit,
    CLASS.dresser,
    w,
    draws.between(0.42, 0.5),
    draws.between(0.75, 1.1),
    w > 1.1 ? 2 : 1,
    3 + draws.below(2),
  );
  return topped(kit, piece);
}

/** A night stand with a lamp or a book. */
export function nightStand(kit: Kit): Piece {
  const { draws } = kit;
  const h = draws.between(0.45, 0.62);
  const piece = chest(
    kit,
    CLASS.nightStand,
    draws.between(0.4, 0.5),
    draws.between(0.36, 0.42),
    h,
    1,
    1 + draws.below(2),
  );
  const shop = new Workshop(CLASS.nightStand).join(piece, 0, 0, 0);
  if (draws.chance(0.7)) shop.join(tableLamp(kit), -0.03, h, -0.03);
  else shop.join(bookPile(kit), 0, h, 0);
  return shop.done(piece.width, piece.depth, h + 0.4);
}

function chest(
  { style }: Kit,
  label: number,
  w: number,
  d: number,
  h: number,
  columns: number,
  rows: number,
): Piece {
  const body = style.timber();
  const shop = new Workshop(label);
  shop.legs(body, w, d, 0.08, 0.05, false).box(body, 0, 0.07, -0.01, w - 0.02, h - 0.1, d - 0.03);
  shop.box(body, 0, h - 0.03, 0, w + 0.02, 0.03, d + 0.01);
  fronts(shop, body, style.steel(), w - 0.04, 0.1, h - 0.15, d / 2 - 0.018, columns, rows);
  return shop.done(w + 0.02, d + 0.01, h);
}

function topped(kit: Kit, piece: Piece): Piece {
  const { draws } = kit;
  const shop = new Workshop(CLASS.cabinet).join(piece, 0, 0, 0);
  const side = draws.chance(0.5) ? 1 : -1;
  if (draws.chance(0.5)) shop.join(vase(kit), side * piece.width * 0.3, piece.height, 0);
  if (draws.chance(0.4)) shop.join(bookPile(kit), -side * piece.width * 0.28, piece.height, 0);
  else if (draws.chance(0.4)) shop.join(tableLamp(kit), -side * piece.width * 0.3, piece.height, -0.02);
  else if (draws.chance(0.2)) shop.join(boxes(kit), 0, piece.height, 0);
  return shop.done(piece.width, piece.depth, piece.height + 0.3);
}
