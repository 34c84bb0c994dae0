import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CLASS, SCENE_CLASSES, SCENE_CLASS_NAMES } from './label/classes.js';
import { renderScene, type RenderedScene } from './render-scene.js';

const SMALL = { height: 60, width: 80 };
const FOCAL = 0.8107;

/** SHA-256 of all maps, in the order of the type. */
function digest({ rgb, seg, normal, depth, edge, keypoint }: RenderedScene): string {
  const hash = createHash('sha256');
  for (const map of [rgb, seg, normal, depth, edge, keypoint]) hash.update(new Uint8Array(map.buffer));
  return hash.digest('hex');
}

/** Decoded normal of a pixel: x right, y up, z forward. */
function normalAt({ normal }: RenderedScene, p: number): readonly [number, number, number] {
  const decode = (byte: number | undefined): number => (byte ?? 0) / 127.5 - 1;
  return [decode(normal[p * 3]), decode(normal[p * 3 + 2]), decode(normal[p * 3 + 1])];
}

describe('renderScene', () => {
  it('gives the committed bytes', () => {
    expect(digest(renderScene(1, 0, SMALL))).toBe(
      '0d73c5dabc488495a25dbe59dcccbe18c1d28c5f2d3982277e1f716958863252',
    );
    expect(digest(renderScene(2024, 77, { height: 48, width: 64 }))).toBe(
      '836a16df12ebe08dc3020de37e4205feb60eb6f75035ddc35ff1d2d4399333d5',
    );
  });

  it('gives the same bytes again, others for another seed or index', () => {
    const first = digest(renderScene(9, 4, SMALL));
    renderScene(9, 5, SMALL);
    expect(digest(renderScene(9, 4, SMALL))).toBe(first);
    expect(digest(renderScene(8, 4, SMALL))).not.toBe(first);
    expect(digest(renderScene(9, 5, SMALL))).not.toBe(first);
  });

  it('shows the same room at every size', () => {
    const large = renderScene(3, 1, { height: 120, width: 160 });
    const small = renderScene(3, 1, { height: 40, width: 53 });
    const classes = (scene: RenderedScene): Set<number> => new Set(scene.seg);
    const shared = [...classes(small)].filter((c) => classes(large).has(c));
    expect(shared.length).toBeGreaterThanOrEqual(classes(small).size - 1);
  });

  it('has unit normals, positive depth, known classes', () => {
    for (let index = 0; index < 12; index++) {
      const scene = renderScene(21, index, SMALL);
      for (let p = 0; p < scene.seg.length; p++) {
        const [x, y, z] = normalAt(scene, p);
        expect(Math.abs(Math.sqrt(x * x + y * y + z * z) - 1)).toBeLessThan(0.008);
        expect(scene.depth[p]).toBeGreaterThan(0.1);
        expect(scene.depth[p]).toBeLessThan(9);
        expect(SCENE_CLASSES).toContain(scene.seg[p]);
      }
    }
  });

  it('has normals that all face the camera', () => {
    const { height, width } = SMALL;
    for (let index = 0; index < 12; index++) {
      const scene = renderScene(22, index, SMALL);
      for (let p = 0; p < scene.seg.length; p++) {
        const [x, y, z] = normalAt(scene, p);
        const sx = ((p % width) + 0.5 - width / 2) / (FOCAL * width);
        const sy = (height / 2 - Math.floor(p / width) - 0.5) / (FOCAL * width);
        expect(x * sx + y * sy + z).toBeLessThan(0.012);
      }
    }
  });

  it('has the normals that its depth gives, where both are smooth', () => {
    let compared = 0;
    for (let index = 0; index < 12; index++) compared += compareWithDepth(renderScene(23, index, SMALL));
    expect(compared).toBeGreaterThan(20_000);
  });

  it('has floors that point up, ceilings that point down', () => {
    for (let index = 0; index < 20; index++) {
      const { seg, normal } = renderScene(24, index, SMALL);
      seg.forEach((label, p) => {
        if (label === CLASS.floor) expect(normal[p * 3 + 2]).toBeGreaterThan(235);
        if (label === CLASS.ceiling) expect(normal[p * 3 + 2]).toBeLessThan(20);
      });
    }
  });

  it('shows every class within 200 scenes, and at least five in each', () => {
    const seen = new Set<number>();
    for (let index = 0; index < 200; index++) {
      const classes = new Set(renderScene(1, index, { height: 48, width: 64 }).seg);
      expect(classes.size).toBeGreaterThanOrEqual(4);
      for (const label of classes) seen.add(label);
    }
    expect([...seen].sort((a, b) => a - b)).toEqual([...SCENE_CLASSES].sort((a, b) => a - b));
  });

  it('is exposed well: neither dark nor burnt out', () => {
    for (let index = 0; index < 20; index++) {
      const { rgb } = renderScene(25, index, SMALL);
      const mean = rgb.reduce((total, value) => total + value, 0) / rgb.length;
      expect(mean).toBeGreaterThan(60);
      expect(mean).toBeLessThan(200);
    }
  });

  it('has names for its classes', () => {
    for (const label of SCENE_CLASSES) expect(SCENE_CLASS_NAMES[label]).toMatch(/^[a-z ]+$/);
  });

  it.each([
    ['seed', -1, 0, SMALL],
    ['seed', 2 ** 32, 0, SMALL],
    ['index', 0, 0.5, SMALL],
    ['height', 0, 0, { height: 15, width: 80 }],
    ['width', 0, 0, { height: 60, width: 4096 }],
    ['width', 0, 0, { height: 60, width: NaN }],
  ] as const)('refuses a %s out of bounds', (name, seed, index, size) => {
    expect(() => renderScene(seed, index, size)).toThrow(new RegExp(`^${name} is `));
  });
});

/** Compares normals with differences of points where class, normal and second differences agree; returns how often. */
function compareWithDepth(scene: RenderedScene): number {
  const { height, width, depth } = scene;
  const focal = FOCAL * width;
  const point = (p: number): readonly [number, number, number] => {
    const z = depth[p] as number;
    const column = p % width;
    const row = Math.floor(p / width);
    return [((column + 0.5 - width / 2) * z) / focal, ((height / 2 - row - 0.5) * z) / focal, z];
  };
  const same = (p: number, q: number): boolean =>
    [0, 1, 2].every((c) => scene.normal[p * 3 + c] === scene.normal[q * 3 + c]) &&
    scene.seg[p] === scene.seg[q];
  const bend = (a: number, p: number, b: number): number =>
    Math.abs(1 / (depth[a] as number) - 2 / (depth[p] as number) + 1 / (depth[b] as number));
  let compared = 0;
  let exact = 0;
  for (let row = 1; row < height - 1; row++)
    for (let column = 1; column < width - 1; column++) {
      const p = row * width + column;
      const around = [p - 1, p + 1, p - width, p + width] as const;
      if (!around.every((q) => same(p, q))) continue;
      if (bend(p - 1, p, p + 1) > 1e-6 || bend(p - width, p, p + width) > 1e-6) continue;
      const [ax, ay, az] = minus(point(p + 1), point(p - 1));
      const [bx, by, bz] = minus(point(p + width), point(p - width));
      const n = [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx] as const;
      const length = Math.hypot(...n);
      const [x, y, z] = normalAt(scene, p);
      const cosine = Math.abs(n[0] * x + n[1] * y + n[2] * z) / length / Math.hypot(x, y, z);
      expect(cosine).toBeGreaterThan(0.995);
      compared++;
      if (cosine > 0.9998) exact++;
    }
  expect(exact).toBeGreaterThan(0.99 * compared);
  return compared;
}

function minus(
  a: readonly [number, number, number],
  b: readonly [number, number, number],
): readonly [number, number, number] {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}
