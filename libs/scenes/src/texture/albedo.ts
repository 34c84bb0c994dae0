import type { Material, Pattern } from '../material/material.js';
import type { SurfacePoint } from '../shape/surface-point.js';
import {
  brick,
  carpet,
  checker,
  dots,
  plaid,
  plain,
  planks,
  print,
  stone,
  stripes,
  tiles,
  wood,
  type Painter,
  type Tone,
} from './patterns.js';
import { outdoors, painting, screen, type Picture } from './pictures.js';

const PAINTERS: Readonly<Record<Exclude<Pattern, 'painting' | 'outdoors' | 'screen'>, Painter>> = {
  plain,
  wood,
  planks,
  tiles,
  checker,
  stripes,
  carpet,
  plaid,
  brick,
  dots,
  stone,
  print,
};

const PICTURES: Readonly<Partial<Record<Pattern, Picture>>> = { painting, outdoors, screen };

/** Linear reflectance of a point as [r, g, b] in `into`; `pixel` is the size of a pixel there, metres. */
export function albedo(material: Material, { u, v }: SurfacePoint, pixel: number, into: Float64Array): void {
  const picture = PICTURES[material.pattern];
  if (picture !== undefined) {
    const { r, g, b } = picture(material, (2 * u) / material.spanU, (2 * v) / material.spanV);
    into[0] = r;
    into[1] = g;
    into[2] = b;
    return;
  }
  const tone: Tone = { blend: 0, tone: 1 };
  PAINTERS[material.pattern as keyof typeof PAINTERS](material, u, v, pixel, tone);
  const { a, b } = material;
  into[0] = (a.r + (b.r - a.r) * tone.blend) * tone.tone;
  into[1] = (a.g + (b.g - a.g) * tone.blend) * tone.tone;
  into[2] = (a.b + (b.b - a.b) * tone.blend) * tone.tone;
}
