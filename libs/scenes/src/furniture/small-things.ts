import { CLASS } from '../label/classes.js';
import { display, hsv, material, shaded, type Material } from '../material/material.js';
import { Workshop, type Kit, type Piece } from './piece.js';

/** The back of one book: any strong or dull colour. */
export function bookCover({ draws }: Kit): Material {
  const colour = hsv(
    draws.between(0, 6),
    draws.between(0.05, 0.7) * draws.unit() + 0.05,
    draws.between(0.25, 0.85),
  );
  return material(colour, draws.fork(), { pattern: 'stripes', b: shaded(colour, 1.25), scale: 0.3 });
}

/** A few books lying on each other. */
export function bookPile(kit: Kit): Piece {
  const { draws } = kit;
  const shop = new Workshop(CLASS.books);
  let y = 0;
  const count = 2 + draws.below(4);
  for (let i = 0; i < count; i++) {
    const h = draws.between(0.02, 0.05);
    const x = draws.between(-0.02, 0.02);
    shop.box(
      bookCover(kit),
      x,
      y,
      draws.between(-0.02, 0.02),
      draws.between(0.16, 0.24),
      h,
      draws.between(0.13, 0.18),
    );
    y += h;
  }
  return shop.done(0.26, 0.2, y);
}

/** Sheets of paper, printed. */
export function papers({ draws }: Kit): Piece {
  const sheet = (): Material =>
    material(display(240, 238, 230), draws.fork(), { pattern: 'print', b: display(60, 60, 70), scale: 0.02 });
  const shop = new Workshop(CLASS.paper);
  shop.box(sheet(), 0, 0, 0, 0.21, 0.006, 0.29);
  if (draws.chance(0.6)) shop.box(sheet(), 0.16, 0, 0.05, 0.21, 0.009, 0.28);
  return shop.done(0.4, 0.3, 0.01);
}

/** A vase, now and then with flowers. */
export function vase({ draws, style }: Kit): Piece {
  const clay = style.paint(draws.between(0.1, 0.7), draws.between(0.3, 0.9), 0.5);
  const h = draws.between(0.14, 0.26);
  const shop = new Workshop(CLASS.otherProp);
  shop.ball(clay, 0, h * 0.42, 0, h * 0.32, h * 0.42, h * 0.32);
  shop.post(clay, 0, h * 0.7, 0, h * 0.13, h * 0.3, h * 0.2);
  if (draws.chance(0.5)) {
    const leaf = material(display(70, 110, 50), draws.fork(), { pattern: 'stone', scale: 0.05 });
    const bloom = material(hsv(draws.between(4.5, 7), 0.7, 0.9), draws.fork());
    for (let i = 0; i < 4; i++) {
      const x = draws.between(-0.08, 0.08);
      const z = draws.between(-0.08, 0.08);
      const y = h + draws.between(0.08, 0.2);
      shop.post(leaf, x * 0.5, h * 0.95, z * 0.5, 0.006, y - h, 0.004);
      shop.ball(bloom, x * 0.6, y, z * 0.6, 0.035, 0.03, 0.035);
    }
  }
  return shop.done(0.2, 0.2, h);
}

/** A plant in a pot. */
export function plant({ draws, style }: Kit): Piece {
  const pot = style.paint(draws.between(0.2, 0.6), draws.between(0.3, 0.7));
  const green = hsv(draws.between(1.6, 2.3), draws.between(0.45, 0.75), draws.between(0.35, 0.65));
  const leaf = material(green, draws.fork(), { pattern: 'stone', b: shaded(green, 0.55), scale: 0.06 });
  const h = draws.between(0.5, 1.3);
  const shop = new Workshop(CLASS.otherProp).post(pot, 0, 0, 0, 0.11, 0.26, 0.16);
  shop.post(material(display(90, 70, 45), draws.fork()), 0, 0.2, 0, 0.018, h - 0.2, 0.012);
  const leaves = 12 + draws.below(8);
  for (let i = 0; i < leaves; i++) {
    const spread = 0.12 + 0.16 * draws.unit();
    const x = draws.between(-1, 1) * spread;
    const z = draws.between(-1, 1) * spread;
    const y = h * (0.55 + 0.5 * draws.unit());
    shop.ball(leaf, x, y, z, draws.between(0.04, 0.13), draws.between(0.02, 0.09), draws.between(0.04, 0.12));
  }
  return shop.done(0.45, 0.45, h + 0.15);
}

/** A flat screen on a foot. */
export function monitor({ draws }: Kit): Piece {
  const shell = material(display(30, 30, 32), draws.fork(), { gloss: 0.3 });
  const w = draws.between(0.45, 0.62);
  const h = w * 0.58;
  const on = draws.chance(0.5);
  const face = material(hsv(draws.between(3, 4.5), 0.5, 0.8), draws.fork(), {
    pattern: 'screen',
    b: display(225, 225, 225),
    span: [w - 0.03, h - 0.03],
    glow: on ? 0.7 : 0,
  });
  const shop = new Workshop(CLASS.television);
  shop.box(shell, 0, 0, 0, 0.24, 0.015, 0.18).box(shell, 0, 0.015, -0.03, 0.05, 0.12, 0.03);
  shop.box(shell, 0, 0.1, 0, w, h, 0.03).box(face, 0, 0.115, 0.015, w - 0.03, h - 0.03, 0.006);
  return shop.done(w, 0.18, h + 0.1);
}

/** One or two cardboard or coloured boxes on each other. */
export function boxes({ draws, style }: Kit): Piece {
  const shop = new Workshop(CLASS.box);
  let y = 0;
  const count = 1 + draws.below(2);
  for (let i = 0; i < count; i++) {
    const card = display(178, 138, 92);
    const skin = draws.chance(0.65)
      ? material(shaded(card, draws.between(0.8, 1.1)), draws.fork(), { pattern: 'plain' })
      : style.paint(0.5, 0.7);
    const tape = material(display(200, 180, 140), draws.fork(), { gloss: 0.3 });
    const w = draws.between(0.3, 0.5) * (1 - 0.2 * i);
    const h = draws.between(0.2, 0.4);
    shop.box(skin, 0, y, 0, w, h, w * 0.8).box(tape, 0, y + h, 0, 0.05, 0.003, w * 0.8);
    y += h;
  }
  return shop.done(0.5, 0.4, y);
}

/** A ball for a child. */
export function toyBall({ draws, style }: Kit): Piece {
  const r = draws.between(0.09, 0.16);
  const skin = material(style.tint(0.8, 0.85), draws.fork(), {
    pattern: 'stripes',
    b: style.tint(0.2, 0.9),
    scale: r,
    gloss: 0.4,
  });
  return new Workshop(CLASS.otherProp).ball(skin, 0, r, 0, r, r, r).done(2 * r, 2 * r, 2 * r);
}
