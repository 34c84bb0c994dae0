import { describe, expect, it } from 'vitest';
import { densityShade, inLight, PALETTE, shadeOf, type Colour, type Tone } from './palette.js';

function luminance(colour: string): number {
  const channels = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contrast(a: Colour, b: Colour, theme: keyof Tone): number {
  const [low = 0, high = 0] = [luminance(PALETTE[a][theme]), luminance(PALETTE[b][theme])].sort(
    (x, y) => x - y,
  );
  return (high + 0.05) / (low + 0.05);
}

const THEMES = ['light', 'dark'] as const;
const SHADES = [0, 1, 2, 3, 4, 5, 6] as const;

describe.each(THEMES)('palette in %s', (theme) => {
  it.each(['paper', 'raised'] as const)('writes text on %s with a contrast of at least 4.5', (ground) => {
    for (const colour of ['ink', 'muted', 'accent', 'chance'] as const) {
      expect(contrast(colour, ground, theme), colour).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(SHADES)('writes text on shade %i with a contrast of at least 4.5', (shade) => {
    expect(contrast(`onshade${shade}`, `shade${shade}`, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([1, 2, 3] as const)('writes text on loss %i with a contrast of at least 4.5', (loss) => {
    expect(contrast(`onloss${loss}`, `loss${loss}`, theme)).toBeGreaterThanOrEqual(4.5);
  });

  it('draws lines and frames with a contrast of at least 3', () => {
    for (const colour of ['context', 'frame', 'accent', 'chance', 'shade5'] as const) {
      expect(contrast(colour, 'paper', theme), colour).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps the chance mark visible on a bar and the ring visible on both', () => {
    expect(contrast('chance', 'bar', theme)).toBeGreaterThanOrEqual(2.5);
    expect(contrast('ink', 'bar', theme)).toBeGreaterThanOrEqual(3);
  });

  it('makes each shade stand out more from the paper than the one before', () => {
    const steps = SHADES.map((shade) => contrast(`shade${shade}`, 'paper', theme));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
  });
});

describe('shades', () => {
  it('spread from the lowest to the highest value', () => {
    expect([0.2, 0.35, 0.55, 0.9].map((value) => shadeOf(value, 0.2, 0.9))).toEqual([0, 1, 3, 6]);
  });

  it('take the middle where all values are the same', () => {
    expect(shadeOf(0.5, 0.5, 0.5)).toBe(3);
  });
});

describe('light colours written out', () => {
  it('replace every variable of the palette and leave others alone', () => {
    expect(inLight('fill="var(--ink)" stroke="var(--other)"')).toBe('fill="#1b1d20" stroke="var(--other)"');
  });
});

it('a shade stands for each halving of a fraction', () => {
  expect([1, 0.51, 0.49, 0.2, 0.1, 0.05, 0.02, 0.01, 0].map(densityShade)).toEqual([
    6, 6, 5, 4, 3, 2, 1, 0, 0,
  ]);
});
