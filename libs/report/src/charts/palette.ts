/** A colour in light and in dark. */
export interface Tone {
  readonly light: string;
  readonly dark: string;
}

/**
 * Every colour of pages and pictures, by the CSS variable that carries it. One blue in seven shades for values, an orange in
 * three for values below 0, one
 * vermilion for chance (the two stay apart for every kind of colour blindness), greys for the rest. Text on any
 * of the papers and shades reaches a contrast of 4.5, lines and frames 3.
 */
export const PALETTE = {
  paper: { light: '#fcfcfb', dark: '#14161a' },
  raised: { light: '#f3f4f4', dark: '#1d2025' },
  ink: { light: '#1b1d20', dark: '#e9eaec' },
  muted: { light: '#565c64', dark: '#a6acb5' },
  context: { light: '#868c94', dark: '#7b828c' },
  hairline: { light: '#dcdee1', dark: '#32363d' },
  frame: { light: '#81878f', dark: '#7d848e' },
  accent: { light: '#1c5a97', dark: '#83b6e8' },
  bar: { light: '#8fb7da', dark: '#3d6d9c' },
  band: { light: '#c3d9ec', dark: '#2a4866' },
  chance: { light: '#a83f08', dark: '#f2a263' },
  shade0: { light: '#eff4f9', dark: '#1c2530' },
  shade1: { light: '#d9e6f2', dark: '#213448' },
  shade2: { light: '#bbd3e8', dark: '#264663' },
  shade3: { light: '#95bbdb', dark: '#2c5a83' },
  shade4: { light: '#68a0cc', dark: '#5f9aca' },
  shade5: { light: '#2b6ba8', dark: '#86b6df' },
  shade6: { light: '#164a7d', dark: '#b3d3ee' },
  loss1: { light: '#f8e3d6', dark: '#37231a' },
  loss2: { light: '#eeb28c', dark: '#8a4519' },
  loss3: { light: '#a9430b', dark: '#eb9c5f' },
  onshade0: { light: '#1b1d20', dark: '#e9eaec' },
  onshade1: { light: '#1b1d20', dark: '#e9eaec' },
  onshade2: { light: '#1b1d20', dark: '#e9eaec' },
  onshade3: { light: '#14161a', dark: '#f4f6f8' },
  onshade4: { light: '#0f1114', dark: '#0f1114' },
  onshade5: { light: '#fdfdfd', dark: '#0f1114' },
  onshade6: { light: '#fdfdfd', dark: '#0f1114' },
  onloss1: { light: '#1b1d20', dark: '#e9eaec' },
  onloss2: { light: '#14161a', dark: '#f4f6f8' },
  onloss3: { light: '#fdfdfd', dark: '#0f1114' },
} as const satisfies Record<string, Tone>;

export type Colour = keyof typeof PALETTE;

export const SHADES = 7;

/** The colour as a page's SVG names it. */
export function variable(colour: Colour): string {
  return `var(--${colour})`;
}

/** CSS declarations of all colours for one theme. */
export function declarations(theme: keyof Tone): string {
  return Object.entries(PALETTE)
    .map(([name, tone]) => `--${name}:${tone[theme]}`)
    .join(';');
}

/** Replaces every variable by its light colour, for readers that know no CSS variables. */
export function inLight(svg: string): string {
  return svg.replace(/var\(--([a-z]+\d?)\)/g, (whole, name: string) =>
    name in PALETTE ? PALETTE[name as Colour].light : whole,
  );
}

/** 0 to 6: where a value lies between the lowest and the highest shown; a single value gets the middle. */
export function shadeOf(value: number, lowest: number, highest: number): number {
  if (highest <= lowest) {
    return 3;
  }
  const place = Math.floor(((value - lowest) / (highest - lowest)) * SHADES);
  return Math.max(0, Math.min(SHADES - 1, place));
}

/** 0 to 6, a shade for each halving of a fraction: 6 above a half, 0 below a 64th. */
export function densityShade(density: number): number {
  return Math.max(0, Math.min(6, 7 + Math.floor(Math.log2(Math.max(density, 1e-9)))));
}
