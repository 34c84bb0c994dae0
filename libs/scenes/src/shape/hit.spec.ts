import fc from 'fast-check';
import { describe as suite, expect, it } from 'vitest';
import { display, material } from '../material/material.js';
import { hit } from './hit.js';
import { boxAround, reachOf, type Shape, type Solid } from './solid.js';
import { describe, surfacePoint } from './surface-point.js';

const paint = material(display(200, 200, 200), 1);
const shapes: readonly Shape[] = ['box', 'cylinder', 'lying', 'ellipsoid'];

function solid(shape: Shape, hx: number, hy: number, hz: number): Solid {
  const reach = reachOf(shape, hx, hy, hz);
  return {
    shape,
    x: 0,
    y: 0,
    z: 0,
    cos: 1,
    sin: 0,
    hx,
    hy,
    hz,
    reach,
    material: paint,
    label: 0,
    shadow: true,
  };
}

const size = fc.double({ min: 0.05, max: 1.5, noNaN: true });
const side = fc.double({ min: -1, max: 1, noNaN: true });
/** A ray from 5 m away towards a point near the solid. */
const rays = fc.tuple(fc.constantFrom(...shapes), size, size, size, side, side, side, side, side, side);

suite('hit', () => {
  it('finds a point of the surface, and none in front of it', () => {
    fc.assert(
      fc.property(rays, ([shape, hx, hy, hz, a, b, c, p, q, r]) => {
        const body = solid(shape, hx, hy, hz);
        const length = Math.sqrt(a * a + b * b + c * c) + 1e-9;
        fc.pre(length > 0.1);
        const [ox, oy, oz] = [(5 * a) / length, (5 * b) / length, (5 * c) / length];
        const [dx, dy, dz] = [p - ox, q - oy, r - oz];
        const t = hit(body, ox, oy, oz, dx, dy, dz);
        for (let s = 0; s < Math.min(t, 1); s += 0.01) {
          if (s < t - 1e-6)
            expect(depthInside(body, ox + s * dx, oy + s * dy, oz + s * dz)).toBeLessThan(1e-5);
        }
        if (t < Infinity)
          expect(Math.abs(depthInside(body, ox + t * dx, oy + t * dy, oz + t * dz))).toBeLessThan(1e-6);
      }),
      {
        numRuns: 400,
        // Through the rim of an end.
        examples: [
          [['lying', 0.05, 0.05, 0.07519437726631255, -0.9999999999992425, 0.9999999999998216, 0, 0, 0, 0]],
        ],
      },
    );
  });

  it('gives unit normals that face the ray', () => {
    const found = surfacePoint();
    fc.assert(
      fc.property(rays, ([shape, hx, hy, hz, a, b, c, p, q, r]) => {
        const body = solid(shape, hx, hy, hz);
        const length = Math.sqrt(a * a + b * b + c * c) + 1e-9;
        fc.pre(length > 0.1);
        const [ox, oy, oz] = [(5 * a) / length, (5 * b) / length, (5 * c) / length];
        const [dx, dy, dz] = [p - ox, q - oy, r - oz];
        const t = hit(body, ox, oy, oz, dx, dy, dz);
        fc.pre(t < Infinity);
        describe(body, ox + t * dx, oy + t * dy, oz + t * dz, found);
        const { nx, ny, nz } = found;
        expect(nx * nx + ny * ny + nz * nz).toBeCloseTo(1, 9);
        expect(nx * dx + ny * dy + nz * dz).toBeLessThan(1e-6);
      }),
      { numRuns: 400 },
    );
  });

  it('never lies outside the box and the sphere around the solid', () => {
    for (const shape of shapes) {
      const body = solid(shape, 0.3, 0.7, 0.5);
      const { hx, hy, hz } = boxAround(body);
      expect(Math.sqrt(hx * hx + hy * hy + hz * hz)).toBeGreaterThanOrEqual(body.reach - 1e-12);
      for (let i = 0; i < 500; i++) {
        const angle = i * 2.399963;
        const [ox, oy, oz] = [4 * Math.cos(angle), Math.sin(i), 4 * Math.sin(angle)];
        const t = hit(body, ox, oy, oz, -ox, -oy, -oz);
        const [x, y, z] = [ox * (1 - t), oy * (1 - t), oz * (1 - t)];
        expect(Math.abs(x)).toBeLessThanOrEqual(hx + 1e-9);
        expect(Math.abs(y)).toBeLessThanOrEqual(hy + 1e-9);
        expect(Math.abs(z)).toBeLessThanOrEqual(hz + 1e-9);
        expect(Math.sqrt(x * x + y * y + z * z)).toBeLessThanOrEqual(body.reach + 1e-9);
      }
    }
  });
});

/** How deep a point lies inside a solid, by its definition; negative outside. */
function depthInside({ shape, hx, hy, hz }: Solid, x: number, y: number, z: number): number {
  if (shape === 'box') return Math.min(hx - Math.abs(x), hy - Math.abs(y), hz - Math.abs(z));
  if (shape === 'ellipsoid') {
    const radius = Math.sqrt((x / hx) ** 2 + (y / hy) ** 2 + (z / hz) ** 2);
    return (1 - radius) * Math.min(hx, hy, hz);
  }
  const [along, across] = shape === 'lying' ? [x, y] : [y, x];
  const rim = hx + ((hz - hx) * (along + hy)) / (2 * hy);
  return Math.min(hy - Math.abs(along), rim - Math.sqrt(across * across + z * z));
}
