import { display, hsv, material, mixed, shaded, type Material } from '../material/material.js';
import type { Style } from '../material/style.js';
import type { Draws } from '../numeric/draws.js';

/** Materials of the room's faces -x +x -y +y -z +z. */
export function finishes(draws: Draws, style: Style): readonly Material[] {
  const walls = wallPaint(draws, style);
  const feature = draws.chance(0.25) ? featureWall(draws, style) : walls;
  const other = draws.below(4);
  const wall = (i: number): Material => (i === other ? feature : walls);
  return [wall(0), wall(1), flooring(draws, style), ceiling(draws), wall(2), wall(3)];
}

function wallPaint(draws: Draws, style: Style): Material {
  const colour = hsv(draws.between(0, 6), draws.between(0, 0.3), draws.between(0.68, 0.93));
  const paint = draws.chance(0.5) ? colour : mixed(style.pale(), colour, 0.3);
  if (draws.chance(0.8)) return material(paint, draws.fork());
  return material(paint, draws.fork(), {
    pattern: draws.pick(['stripes', 'dots']),
    b: shaded(paint, draws.between(0.78, 0.92)),
    scale: draws.between(0.1, 0.35),
  });
}

function featureWall(draws: Draws, style: Style): Material {
  const kind = draws.unit();
  if (kind < 0.3)
    return material(display(165, 95, 70), draws.fork(), {
      pattern: 'brick',
      b: display(190, 180, 165),
      scale: 0.22,
    });
  if (kind < 0.5)
    return material(style.wood, draws.fork(), { pattern: 'planks', b: shaded(style.wood, 0.6), scale: 0.12 });
  return material(style.tint(draws.between(0.3, 0.6), draws.between(0.45, 0.8)), draws.fork());
}

function flooring(draws: Draws, style: Style): Material {
  const kind = draws.unit();
  if (kind < 0.5) {
    const wood = shaded(draws.chance(0.5) ? style.wood : style.otherWood, draws.between(0.85, 1.25));
    return material(wood, draws.fork(), {
      pattern: 'planks',
      b: shaded(wood, 0.55),
      scale: draws.between(0.08, 0.18),
      gloss: 0.35,
    });
  }
  if (kind < 0.75) {
    const pile = hsv(draws.between(0, 6), draws.between(0.05, 0.35), draws.between(0.4, 0.75));
    return material(pile, draws.fork(), { pattern: 'carpet', b: shaded(pile, 0.85), scale: 0.5 });
  }
  if (kind < 0.9) {
    const stone = hsv(draws.between(0, 1.2), draws.between(0.02, 0.25), draws.between(0.55, 0.88));
    return material(stone, draws.fork(), {
      pattern: 'tiles',
      b: shaded(stone, 0.5),
      scale: draws.between(0.25, 0.5),
      gloss: 0.5,
    });
  }
  return material(display(210, 205, 195), draws.fork(), {
    pattern: 'checker',
    b: draws.chance(0.5) ? display(60, 58, 58) : style.tint(0.4, 0.5),
    scale: draws.between(0.2, 0.4),
    gloss: 0.4,
  });
}

function ceiling(draws: Draws): Material {
  const white = hsv(draws.between(0.4, 1.4), draws.between(0, 0.06), draws.between(0.88, 0.97));
  return draws.chance(0.15)
    ? material(white, draws.fork(), { pattern: 'tiles', b: shaded(white, 0.75), scale: 0.6 })
    : material(white, draws.fork());
}
