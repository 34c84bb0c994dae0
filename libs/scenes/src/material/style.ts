import type { Draws } from '../numeric/draws.js';
import {
  display,
  hsv,
  material,
  mixed,
  shaded,
  type Colour,
  type Material,
  type Pattern,
} from './material.js';

const WOODS: readonly Colour[] = [
  display(196, 154, 108),
  display(150, 101, 62),
  display(101, 62, 38),
  display(214, 184, 144),
  display(120, 72, 50),
  display(172, 126, 80),
  display(74, 50, 38),
];

const METALS: readonly Colour[] = [display(60, 60, 64), display(160, 160, 165), display(200, 195, 180)];

/** What the things of one room have in common: its woods, cloths and paints. */
export class Style {
  readonly wood: Colour;
  readonly otherWood: Colour;
  readonly metal: Colour;
  private readonly hue: number;
  private readonly painted: boolean;

  constructor(private readonly draws: Draws) {
    this.wood = draws.pick(WOODS);
    this.otherWood = draws.chance(0.6) ? this.wood : draws.pick(WOODS);
    this.metal = draws.pick(METALS);
    this.hue = draws.between(0, 6);
    this.painted = draws.chance(0.2);
  }

  /** Furniture's wood, now and then painted white or in a colour. */
  timber(gloss = 0.15): Material {
    const { draws } = this;
    const base = draws.chance(0.7) ? this.wood : this.otherWood;
    if (this.painted || draws.chance(0.12)) {
      const paint = draws.chance(0.6) ? display(225, 222, 214) : hsv(this.near(), 0.35, 0.75);
      return material(paint, draws.fork(), { gloss });
    }
    const tone = shaded(base, draws.between(0.8, 1.2));
    return material(tone, draws.fork(), { pattern: 'wood', b: shaded(tone, 0.55), scale: 0.16, gloss });
  }

  /** Upholstery and covers: strong or pale colours, often patterned. */
  cloth(patterned: number): Material {
    const { draws } = this;
    const colour = this.tint(draws.between(0.1, 0.65), draws.between(0.25, 0.85));
    const other = draws.chance(0.5) ? display(222, 214, 200) : this.tint(0.5, draws.between(0.2, 0.7));
    const pattern: Pattern = draws.chance(patterned)
      ? draws.pick(['plaid', 'stripes', 'dots', 'carpet'])
      : 'carpet';
    const plainCloth = pattern === 'carpet' && !draws.chance(patterned);
    return material(colour, draws.fork(), {
      pattern,
      b: plainCloth ? shaded(colour, 0.85) : other,
      scale: draws.between(0.06, 0.22),
    });
  }

  /** Bed linen: pale. */
  linen(): Material {
    const colour = this.tint(this.draws.between(0, 0.18), this.draws.between(0.8, 0.95));
    return material(colour, this.draws.fork(), { b: shaded(colour, 0.8) });
  }

  steel(): Material {
    return material(shaded(this.metal, this.draws.between(0.7, 1.1)), this.draws.fork(), { gloss: 0.5 });
  }

  paint(saturation: number, value: number, gloss = 0): Material {
    return material(this.tint(saturation, value), this.draws.fork(), { gloss });
  }

  /** A colour of any hue, half of the time near the room's own. */
  tint(saturation: number, value: number): Colour {
    return hsv(this.draws.chance(0.5) ? this.near() : this.draws.between(0, 6), saturation, value);
  }

  pale(): Colour {
    return mixed(display(238, 232, 220), this.tint(0.4, 0.8), this.draws.between(0, 0.6));
  }

  private near(): number {
    return this.hue + this.draws.between(-0.5, 0.5);
  }
}
