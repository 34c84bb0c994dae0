import { describe, expect, it } from 'vitest';
import { buildScene } from '../room/build-scene.js';
import { Casters, hitWorld, type Ball } from './casters.js';

describe('Casters', () => {
  it('leaves out no solid that stands between a patch and a lamp', () => {
    const { solids, width, height, depth } = buildScene(5, 2, 0);
    const casters = new Casters(solids);
    let blocked = 0;
    for (let i = 0; i < 3000; i++) {
      const from = ball(i * 3, width, height, depth, 0.3);
      const to = ball(i * 3 + 1, width, height, depth, 0.9);
      const close = new Set(casters.between(from, to, undefined));
      const [ox, oy, oz] = inside(from, i);
      const [px, py, pz] = inside(to, i + 7);
      for (const solid of solids) {
        if (hitWorld(solid, ox, oy, oz, px - ox, py - oy, pz - oz) >= 1) continue;
        blocked++;
        expect(close.has(solid)).toBe(true);
      }
    }
    expect(blocked).toBeGreaterThan(500);
  });

  it('finds all solids near a ball, but not its own', () => {
    const { solids } = buildScene(5, 2, 0);
    const [own] = solids;
    if (own === undefined) throw new Error('the room is empty');
    const near = new Casters(solids).around({ x: own.x, y: own.y, z: own.z, radius: 0 }, 0.5, own);
    expect(near).not.toContain(own);
    for (const solid of near)
      expect(Math.hypot(solid.x - own.x, solid.y - own.y, solid.z - own.z)).toBeLessThanOrEqual(
        solid.reach + 0.5,
      );
  });
});

function fraction(i: number): number {
  const x = Math.abs(Math.sin(i * 12.9898) * 43758.5453);
  return x - Math.floor(x);
}

function ball(i: number, width: number, height: number, depth: number, most: number): Ball {
  return {
    x: fraction(i) * width,
    y: fraction(i + 0.3) * height,
    z: fraction(i + 0.6) * depth,
    radius: most * fraction(i + 0.9),
  };
}

function inside({ x, y, z, radius }: Ball, i: number): readonly [number, number, number] {
  const [a, b, c] = [fraction(i + 0.1) - 0.5, fraction(i + 0.2) - 0.5, fraction(i + 0.4) - 0.5];
  const length = Math.hypot(a, b, c);
  const r = (radius * fraction(i + 0.5)) / length;
  return [x + a * r, y + b * r, z + c * r];
}
