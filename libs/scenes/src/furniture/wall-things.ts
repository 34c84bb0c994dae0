import { CLASS } from '../label/classes.js';
import { display, material } from '../material/material.js';
import { Workshop, type Kit, type Piece } from './piece.js';
import { fillShelf } from './storage.js';

/** A framed picture; the origin of all things here is the middle of their lower edge, on the wall. */
export function picture({ draws, style }: Kit, w: number, h: number): Piece {
  const frame = draws.chance(0.5)
    ? style.timber(0.3)
    : material(display(35, 32, 30), draws.fork(), { gloss: 0.2 });
  const mat = draws.chance(0.5) ? 0.06 : 0;
  const art = material(style.tint(0.7, 0.8), draws.fork(), {
    pattern: 'painting',
    b: style.tint(0.6, 0.5),
    span: [w - 0.06 - 2 * mat, h - 0.06 - 2 * mat],
  });
  const shop = new Workshop(CLASS.picture).box(frame, 0, 0, 0.012, w, h, 0.024);
  if (mat > 0) shop.box(style.linen(), 0, 0.03, 0.014, w - 0.06, h - 0.06, 0.024);
  shop.box(art, 0, 0.03 + mat, 0.016, w - 0.06 - 2 * mat, h - 0.06 - 2 * mat, 0.024);
  return shop.done(w, 0.03, h);
}

export function wallTelevision({ draws }: Kit, w: number): Piece {
  const h = w * 0.57;
  const shell = material(display(22, 22, 24), draws.fork(), { gloss: 0.4 });
  const face = material(display(90, 140, 190), draws.fork(), {
    pattern: 'screen',
    b: display(200, 180, 120),
    span: [w - 0.04, h - 0.04],
    glow: draws.chance(0.3) ? 0.8 : 0,
  });
  const shop = new Workshop(CLASS.television).box(shell, 0, 0, 0.04, w, h, 0.06);
  return shop.box(face, 0, 0.02, 0.072, w - 0.04, h - 0.04, 0.004).done(w, 0.08, h);
}

export function whiteboard({ draws, style }: Kit, w: number, h: number): Piece {
  const ink = material(display(238, 240, 240), draws.fork(), {
    pattern: 'print',
    b: style.tint(0.8, 0.5),
    scale: 0.13,
    gloss: 0.4,
  });
  const rim = style.steel();
  const shop = new Workshop(CLASS.whiteboard).box(rim, 0, 0, 0.01, w, h, 0.02);
  shop.box(ink, 0, 0.03, 0.013, w - 0.06, h - 0.06, 0.02).box(rim, 0, -0.01, 0.03, w * 0.6, 0.015, 0.06);
  return shop.done(w, 0.05, h);
}

/** A board on brackets with things on it. */
export function wallShelf(kit: Kit, w: number): Piece {
  const wood = kit.style.timber();
  const shop = new Workshop(CLASS.shelves).box(wood, 0, 0, 0.12, w, 0.03, 0.24);
  for (const side of [-1, 1]) shop.box(wood, side * w * 0.38, -0.12, 0.06, 0.02, 0.12, 0.1);
  fillShelf(kit, shop, w - 0.04, 0.24, 0.03, 0.34);
  if (kit.draws.chance(0.5)) {
    shop.as(CLASS.shelves).box(wood, 0, 0.42, 0.12, w, 0.03, 0.24);
    fillShelf(kit, shop, w - 0.04, 0.24, 0.45, 0.34);
  }
  for (let i = 0; i < shop.parts.length; i++) {
    const part = shop.parts[i];
    if (part !== undefined && part.label !== CLASS.shelves) shop.parts[i] = { ...part, z: part.z + 0.12 };
  }
  return shop.done(w, 0.26, 0.8);
}

/** A door with its frame and a knob. */
export function door({ draws, style }: Kit): Piece {
  const leaf = draws.chance(0.5)
    ? style.timber(0.2)
    : material(display(232, 228, 218), draws.fork(), { gloss: 0.15 });
  const frame = draws.chance(0.6) ? material(display(236, 232, 224), draws.fork()) : leaf;
  const w = draws.between(0.8, 0.92);
  const shop = new Workshop(CLASS.door);
  for (const side of [-1, 1]) shop.box(frame, side * (w / 2 + 0.04), 0, 0.02, 0.08, 2.1, 0.05);
  shop.box(frame, 0, 2.02, 0.02, w + 0.16, 0.08, 0.05).box(leaf, 0, 0, 0.01, w, 2.02, 0.03);
  const panels = 1 + draws.below(3);
  for (let i = 0; i < panels; i++) {
    const h = 1.76 / panels;
    shop.box(leaf, 0, 0.14 + i * h, 0.024, w - 0.26, h - 0.12, 0.012);
  }
  const side = draws.chance(0.5) ? 1 : -1;
  shop.ball(style.steel(), side * (w / 2 - 0.08), 1, 0.06, 0.03, 0.03, 0.03);
  return shop.done(w + 0.16, 0.1, 2.1);
}
