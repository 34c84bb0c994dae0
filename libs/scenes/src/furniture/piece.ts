import type { Colour, Material } from '../material/material.js';
import type { Style } from '../material/style.js';
import type { Draws } from '../numeric/draws.js';
import type { Shape } from '../shape/solid.js';

/** A solid in the frame of its piece: x to the side, y up from the floor, z to the front; sizes as in `Solid`. */
export interface Part {
  readonly shape: Shape;
  readonly label: number;
  readonly material: Material;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly hx: number;
  readonly hy: number;
  readonly hz: number;
  readonly shadow: boolean;
}

/** A lamp's light in the frame of its piece. */
export interface Bulb {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  /** Side of the glowing area, metres. */
  readonly size: number;
  readonly colour: Colour;
  readonly strength: number;
}

/** A piece of furniture: it stands on the floor (or hangs) around its origin, its back towards -z. */
export interface Piece {
  readonly parts: readonly Part[];
  readonly bulbs: readonly Bulb[];
  /** Size of the footprint and height, metres. */
  readonly width: number;
  readonly depth: number;
  readonly height: number;
}

/** Collects the parts of a piece. Sizes are full lengths; y is that of the lower side. */
export class Workshop {
  readonly parts: Part[] = [];
  readonly bulbs: Bulb[] = [];
  private shadow = true;

  constructor(private label: number) {}

  /** The class of the parts that follow. */
  as(label: number): this {
    this.label = label;
    return this;
  }

  /** Whether the parts that follow throw a shadow. */
  shading(shadow: boolean): this {
    this.shadow = shadow;
    return this;
  }

  box(material: Material, x: number, y: number, z: number, w: number, h: number, d: number): this {
    return this.add('box', material, x, y + h / 2, z, w / 2, h / 2, d / 2);
  }

  /** An upright cylinder or cone stump. */
  post(material: Material, x: number, y: number, z: number, radius: number, h: number, top = radius): this {
    return this.add('cylinder', material, x, y + h / 2, z, radius, h / 2, top);
  }

  /** A cylinder along x around (x, y, z). */
  roll(material: Material, x: number, y: number, z: number, radius: number, length: number): this {
    return this.add('lying', material, x, y, z, radius, length / 2, radius);
  }

  /** An ellipsoid around (x, y, z) with these radii. */
  ball(material: Material, x: number, y: number, z: number, rx: number, ry: number, rz: number): this {
    return this.add('ellipsoid', material, x, y, z, rx, ry, rz);
  }

  /** Four legs at the corners of w x d. */
  legs(material: Material, w: number, d: number, h: number, thick: number, round: boolean): this {
    for (const sx of [-1, 1])
      for (const sz of [-1, 1]) {
        const x = sx * (w / 2 - thick);
        const z = sz * (d / 2 - thick);
        if (round) this.post(material, x, 0, z, thick * 0.45, h, thick * 0.6);
        else this.box(material, x, 0, z, thick, h, thick);
      }
    return this;
  }

  bulb(bulb: Bulb): this {
    this.bulbs.push(bulb);
    return this;
  }

  /** Takes over another piece, moved. */
  join(piece: Piece, x: number, y: number, z: number): this {
    for (const part of piece.parts) this.parts.push({ ...part, x: part.x + x, y: part.y + y, z: part.z + z });
    for (const bulb of piece.bulbs) this.bulbs.push({ ...bulb, x: bulb.x + x, y: bulb.y + y, z: bulb.z + z });
    return this;
  }

  done(width: number, depth: number, height: number): Piece {
    return { parts: this.parts, bulbs: this.bulbs, width, depth, height };
  }

  private add(
    shape: Shape,
    material: Material,
    x: number,
    y: number,
    z: number,
    hx: number,
    hy: number,
    hz: number,
  ): this {
    this.parts.push({ shape, label: this.label, material, x, y, z, hx, hy, hz, shadow: this.shadow });
    return this;
  }
}

/** A maker of pieces. */
export type Maker = (kit: Kit) => Piece;

/** What makers work with. */
export interface Kit {
  readonly draws: Draws;
  readonly style: Style;
}
