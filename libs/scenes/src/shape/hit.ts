import type { Solid } from './solid.js';

/** Hits nearer than this, in units of the ray's direction, do not count. */
const NEAR = 1e-7;

/** How far beyond its rim a flat end still counts, relative: a ray through the very rim hits the end or the side. */
const SEAM = 1e-9;

/**
 * Distance to the first point of a solid along a ray, in units of its direction; Infinity where it misses. Origin
 * and direction are given in the solid's frame; the origin lies outside.
 */
export function hit(
  solid: Solid,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  switch (solid.shape) {
    case 'box':
      return hitBox(solid.hx, solid.hy, solid.hz, ox, oy, oz, dx, dy, dz);
    case 'cylinder':
      return hitFrustum(solid.hx, solid.hy, solid.hz, ox, oy, oz, dx, dy, dz);
    case 'lying':
      return hitFrustum(solid.hx, solid.hy, solid.hz, oy, ox, oz, dy, dx, dz);
    case 'ellipsoid':
      return hitEllipsoid(solid.hx, solid.hy, solid.hz, ox, oy, oz, dx, dy, dz);
  }
}

/** Inside from the last slab entered to the first one left. */
function hitBox(
  hx: number,
  hy: number,
  hz: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const ix = 1 / dx;
  const iy = 1 / dy;
  const iz = 1 / dz;
  const enter = later(later(later(-Infinity, side(hx, ox, ix)), side(hy, oy, iy)), side(hz, oz, iz));
  const leave = sooner(sooner(sooner(Infinity, side(-hx, ox, ix)), side(-hy, oy, iy)), side(-hz, oz, iz));
  return enter <= leave && enter > NEAR ? enter : Infinity;
}

/**
 * Where a ray meets the side of the slab [-half, half] that it comes to first; with -half the other side. `inverse` is
 * 1 / direction: a ray parallel to the slab has its sides at infinity, one on the very plane of a side has NaN there,
 * which neither `later` nor `sooner` takes.
 */
function side(half: number, origin: number, inverse: number): number {
  return ((inverse < 0 ? half : -half) - origin) * inverse;
}

function later(soFar: number, t: number): number {
  return t > soFar ? t : soFar;
}

function sooner(soFar: number, t: number): number {
  return t < soFar ? t : soFar;
}

/** A cylinder or cone stump along y: radius `low` at -half, `high` at +half. */
function hitFrustum(
  low: number,
  half: number,
  high: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const slope = (high - low) / (2 * half);
  const radius = low + slope * (oy + half);
  const a = dx * dx + dz * dz - slope * slope * dy * dy;
  const b = ox * dx + oz * dz - slope * radius * dy;
  const c = ox * ox + oz * oz - radius * radius;
  let nearest = Infinity;
  const inside = b * b - a * c;
  if (inside >= 0 && a !== 0) {
    const root = Math.sqrt(inside);
    const first = (-b - root) / a;
    const second = (-b + root) / a;
    nearest = nearer(nearest, first, oy + first * dy, half);
    nearest = nearer(nearest, second, oy + second * dy, half);
  }
  const end = dy < 0 ? half : -half;
  const t = (end - oy) / dy;
  const x = ox + t * dx;
  const z = oz + t * dz;
  const rim = dy < 0 ? high : low;
  return t > NEAR && t < nearest && x * x + z * z <= rim * rim * (1 + SEAM) ? t : nearest;
}

function nearer(nearest: number, t: number, y: number, half: number): number {
  return t > NEAR && t < nearest && y >= -half && y <= half ? t : nearest;
}

function hitEllipsoid(
  hx: number,
  hy: number,
  hz: number,
  ox: number,
  oy: number,
  oz: number,
  dx: number,
  dy: number,
  dz: number,
): number {
  const px = ox / hx;
  const py = oy / hy;
  const pz = oz / hz;
  const qx = dx / hx;
  const qy = dy / hy;
  const qz = dz / hz;
  const a = qx * qx + qy * qy + qz * qz;
  const b = px * qx + py * qy + pz * qz;
  const c = px * px + py * py + pz * pz - 1;
  const inside = b * b - a * c;
  if (inside < 0) return Infinity;
  const t = (-b - Math.sqrt(inside)) / a;
  return t > NEAR ? t : Infinity;
}
