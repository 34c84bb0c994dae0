import { describe, expect, it } from 'vitest';
import { sinCos } from './trigonometry.js';

describe('sinCos', () => {
  it('agrees with the true sine and cosine over many turns', () => {
    for (let angle = -40; angle < 40; angle += 0.0137) {
      const { sin, cos } = sinCos(angle);
      expect(Math.abs(sin - Math.sin(angle))).toBeLessThan(1e-12);
      expect(Math.abs(cos - Math.cos(angle))).toBeLessThan(1e-12);
    }
  });

  it('is exact at quarter turns of zero', () => {
    expect(sinCos(0)).toEqual({ sin: 0, cos: 1 });
    expect(sinCos(Math.PI / 2)).toEqual({ sin: 1, cos: -0 });
  });
});
