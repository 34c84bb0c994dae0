/** Linear light reflected, each in [0, 1]. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
}

export const PATTERNS = [
  'plain',
  'wood',
  'planks',
  'tiles',
  'checker',
  'stripes',
  'carpet',
  'plaid',
  'brick',
  'dots',
  'stone',
  'print',
  'painting',
  'outdoors',
  'screen',
] as const;
export type Pattern = (typeof PATTERNS)[number];

/** How a surface looks. */
export interface Material {
  readonly pattern: Pattern;
  readonly a: Colour;
  readonly b: Colour;
  /** Size of the pattern's element, metres. */
  readonly scale: number;
  /** Height and width of what is drawn once on the whole face (paintings, views), metres; else 1. */
  readonly spanU: number;
  readonly spanV: number;
  /** Key of the pattern's own noise. */
  readonly key: number;
  /** Light given off, in units of the picture's white; 0: none. */
  readonly glow: number;
  /** Strength of highlights, 0..1. */
  readonly gloss: number;
}

/** A colour from display values 0..255 (gamma 2: exact without powers). */
export function display(r: number, g: number, b: number): Colour {
  return { r: (r / 255) * (r / 255), g: (g / 255) * (g / 255), b: (b / 255) * (b / 255) };
}

export function mixed(a: Colour, b: Colour, t: number): Colour {
  return { r: a.r + (b.r - a.r) * t, g: a.g + (b.g - a.g) * t, b: a.b + (b.b - a.b) * t };
}

export function shaded({ r, g, b }: Colour, by: number): Colour {
  return { r: Math.min(r * by, 0.98), g: Math.min(g * by, 0.98), b: Math.min(b * by, 0.98) };
}

/** Display colour from hue (0..6, red = 0, green = 2, blue = 4), saturation and value in [0, 1]. */
export function hsv(hue: number, saturation: number, value: number): Colour {
  const channel = (shift: number): number => {
    const h = hue + shift - 6 * Math.floor((hue + shift) / 6);
    const ramp = Math.max(0, Math.min(1, Math.min(h, 4 - h)));
    return 255 * value * (1 - saturation * ramp);
  };
  return display(channel(5), channel(3), channel(1));
}

export interface Look {
  readonly pattern?: Pattern;
  readonly b?: Colour;
  readonly scale?: number;
  readonly span?: readonly [number, number];
  readonly glow?: number;
  readonly gloss?: number;
}

export function material(a: Colour, key: number, look: Look = {}): Material {
  const { pattern = 'plain', b = shaded(a, 0.6), scale = 0.2, span = [1, 1], glow = 0, gloss = 0 } = look;
  return { pattern, a, b, scale, spanU: span[0], spanV: span[1], key, glow, gloss };
}
