import { describe, expect, it } from 'vitest';
import { display, hsv, material, PATTERNS } from '../material/material.js';
import { surfacePoint } from '../shape/surface-point.js';
import { albedo } from './albedo.js';

const tone = new Float64Array(3);

describe('albedo', () => {
  it.each(PATTERNS)('%s stays within what a surface can reflect', (pattern) => {
    const paint = material(display(200, 150, 90), 77, {
      pattern,
      b: display(40, 90, 60),
      scale: 0.2,
      glow: 1,
    });
    for (let i = 0; i < 4000; i++) {
      const point = { ...surfacePoint(), u: Math.sin(i) * 3, v: Math.cos(i * 1.7) * 3 };
      albedo(paint, point, (i % 7) * 0.01, tone);
      for (const value of tone) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThan(1.3);
      }
    }
  });

  it.each(['checker', 'stripes', 'dots', 'wood', 'carpet', 'stone'] as const)(
    '%s fades where a pixel covers its features',
    (pattern) => {
      const paint = material(display(230, 230, 230), 5, { pattern, b: display(20, 20, 20), scale: 0.1 });
      const spread = (pixel: number): number => {
        const values = Array.from({ length: 500 }, (_, i) => {
          albedo(paint, { ...surfacePoint(), u: i * 0.0371, v: i * 0.0193 }, pixel, tone);
          return tone[0] as number;
        });
        return Math.max(...values) - Math.min(...values);
      };
      expect(spread(5)).toBeLessThan(0.4 * spread(0.0005));
    },
  );

  it('takes hues in the order red, green, blue', () => {
    expect(hsv(0, 1, 1)).toEqual({ r: 1, g: 0, b: 0 });
    expect(hsv(2, 1, 1)).toEqual({ r: 0, g: 1, b: 0 });
    expect(hsv(4, 1, 1)).toEqual({ r: 0, g: 0, b: 1 });
  });
});
