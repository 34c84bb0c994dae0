import { describe, expect, it } from 'vitest';
import { dot } from '../numeric/vector.js';
import { boxAround } from '../shape/solid.js';
import { buildScene } from './build-scene.js';
import { cameraAt } from './camera.js';
import { Plan } from './plan.js';

const scenes = Array.from({ length: 60 }, (_, i) => buildScene(11, i, 0));

describe('buildScene', () => {
  it('keeps everything inside the room', () => {
    for (const { width, height, depth, solids } of scenes)
      for (const solid of solids) {
        const { hx, hy, hz } = boxAround(solid);
        const x = hx * Math.abs(solid.cos) + hz * Math.abs(solid.sin);
        const z = hx * Math.abs(solid.sin) + hz * Math.abs(solid.cos);
        const out = Math.max(x - solid.x, solid.x + x - width, z - solid.z, solid.z + z - depth);
        expect(out, `${solid.shape} of class ${String(solid.label)}`).toBeLessThan(0.25);
        expect(Math.max(hy - solid.y, solid.y + hy - height)).toBeLessThan(0.02);
      }
  });

  it('puts the camera into the room and outside of all furniture', () => {
    for (const { width, depth, solids, camera } of scenes) {
      const { x, y, z } = camera.at;
      expect(x > 0.2 && x < width - 0.2 && z > 0.2 && z < depth - 0.2 && y > 1 && y < 1.8).toBe(true);
      for (const solid of solids) {
        const { hx, hy, hz } = boxAround(solid);
        const dx = x - solid.x;
        const dz = z - solid.z;
        const inside =
          Math.abs(dx * solid.cos - dz * solid.sin) < hx &&
          Math.abs(y - solid.y) < hy &&
          Math.abs(dx * solid.sin + dz * solid.cos) < hz;
        expect(inside).toBe(false);
      }
    }
  });

  it('lights every room, with at most four lights', () => {
    for (const { lights } of scenes) {
      expect(lights.length).toBeGreaterThan(0);
      expect(lights.length).toBeLessThanOrEqual(4);
      for (const { r, g, b } of lights) expect(Math.min(r, g, b)).toBeGreaterThan(0);
    }
  });

  it('makes rooms that differ', () => {
    expect(new Set(scenes.map(({ width }) => width)).size).toBe(scenes.length);
  });
});

describe('cameraAt', () => {
  it('gives an orthonormal frame, x right, y up, z forward', () => {
    const { right, up, forward } = cameraAt({ x: 0, y: 1, z: 0 }, 0.6, 0.8, 0.3, 0.02);
    for (const axis of [right, up, forward]) expect(dot(axis, axis)).toBeCloseTo(1, 12);
    for (const [a, b] of [
      [right, up],
      [up, forward],
      [right, forward],
    ] as const)
      expect(dot(a, b)).toBeCloseTo(0, 12);
    expect(up.y).toBeGreaterThan(0.9);
    expect(forward.y).toBeLessThan(0);
    const ahead = cameraAt({ x: 0, y: 1, z: 0 }, 0, 1, 0, 0);
    expect(ahead.right.x).toBe(1);
  });
});

describe('Plan', () => {
  const box = { parts: [], bulbs: [], width: 1, depth: 0.5, height: 1 };

  it('takes in no piece where another stands', () => {
    const plan = new Plan(4, 4, 2.5);
    const [wall] = plan.walls;
    if (wall === undefined) throw new Error('a room has walls');
    expect(plan.againstWall(box, wall, 1)).not.toBeNull();
    expect(plan.againstWall(box, wall, 1.4)).toBeNull();
    expect(plan.againstWall(box, wall, 2.2)).not.toBeNull();
    expect(plan.freely(box, { x: 1, y: 0, z: 0.4, cos: 1, sin: 0 })).toBe(false);
    expect(plan.freely(box, { x: 1, y: 0, z: 2, cos: 1, sin: 0 })).toBe(true);
  });

  it('takes in no piece that would stick out of the room', () => {
    const plan = new Plan(4, 4, 2.5);
    expect(plan.freely(box, { x: 0.3, y: 0, z: 2, cos: 1, sin: 0 })).toBe(false);
    expect(plan.isWallFree(plan.walls[1] as (typeof plan.walls)[number], 2, 1, 0, 2.6)).toBe(false);
  });
});
