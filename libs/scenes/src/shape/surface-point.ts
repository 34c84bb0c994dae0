import type { Solid } from './solid.js';

/** What a point on a surface is to texture and light: filled anew for every point, to spare the memory. */
export interface SurfacePoint {
  /** 0..5 of a box and of the room (-x +x -y +y -z +z), 0..2 of a cylinder (side, lower end, upper end), 0. */
  face: number;
  /** Unit normal in the world, out of the solid. */
  nx: number;
  ny: number;
  nz: number;
  /** Texture coordinates on the face, metres. */
  u: number;
  v: number;
}

export function surfacePoint(): SurfacePoint {
  return { face: 0, nx: 0, ny: 0, nz: 0, u: 0, v: 0 };
}

/** Describes the point of a solid at (x, y, z) in the world, a point that `hit` has found. */
export function describe(solid: Solid, x: number, y: number, z: number, into: SurfacePoint): void {
  const wx = x - solid.x;
  const wz = z - solid.z;
  const lx = wx * solid.cos - wz * solid.sin;
  const ly = y - solid.y;
  const lz = wx * solid.sin + wz * solid.cos;
  if (solid.shape === 'box') onBox(solid, lx, ly, lz, into);
  else if (solid.shape === 'ellipsoid') onEllipsoid(solid, lx, ly, lz, into);
  else if (solid.shape === 'cylinder') onFrustum(solid, lx, ly, lz, into);
  else {
    onFrustum(solid, ly, lx, lz, into);
    const swap = into.nx;
    into.nx = into.ny;
    into.ny = swap;
  }
  const { nx, nz } = into;
  into.nx = nx * solid.cos + nz * solid.sin;
  into.nz = nz * solid.cos - nx * solid.sin;
}

/** The face whose plane is nearest, in the order -x +x -y +y -z +z. */
function onBox({ hx, hy, hz }: Solid, x: number, y: number, z: number, into: SurfacePoint): void {
  const gx = hx - (x < 0 ? -x : x);
  const gy = hy - (y < 0 ? -y : y);
  const gz = hz - (z < 0 ? -z : z);
  into.nx = into.ny = into.nz = 0;
  if (gx <= gy && gx <= gz) {
    into.face = x < 0 ? 0 : 1;
    into.nx = x < 0 ? -1 : 1;
    into.u = z;
    into.v = y;
  } else if (gy <= gz) {
    into.face = y < 0 ? 2 : 3;
    into.ny = y < 0 ? -1 : 1;
    into.u = x;
    into.v = z;
  } else {
    into.face = z < 0 ? 4 : 5;
    into.nz = z < 0 ? -1 : 1;
    into.u = x;
    into.v = y;
  }
}

function onEllipsoid({ hx, hy, hz }: Solid, x: number, y: number, z: number, into: SurfacePoint): void {
  into.face = 0;
  setNormal(into, x / (hx * hx), y / (hy * hy), z / (hz * hz));
  into.u = x + 0.5 * z;
  into.v = y - 0.5 * z;
}

function onFrustum(
  { hx: low, hy: half, hz: high }: Solid,
  x: number,
  y: number,
  z: number,
  into: SurfacePoint,
): void {
  const slope = (high - low) / (2 * half);
  const radius = low + slope * (y + half);
  const off = Math.abs(Math.sqrt(x * x + z * z) - radius);
  const toEnd = half - (y < 0 ? -y : y);
  if (toEnd < off) {
    into.face = y < 0 ? 1 : 2;
    setNormal(into, 0, y < 0 ? -1 : 1, 0);
    into.u = x;
    into.v = z;
    return;
  }
  into.face = 0;
  setNormal(into, x, -slope * radius, z);
  into.u = around(x, z) * radius;
  into.v = y;
}

/** Runs once around the circle, 0..6.28, piecewise: an angle without an arctangent. */
function around(x: number, z: number): number {
  const ax = x < 0 ? -x : x;
  const az = z < 0 ? -z : z;
  const quarter = az / (ax + az + 1e-12);
  const turn = x >= 0 ? (z >= 0 ? quarter : 4 - quarter) : z >= 0 ? 2 - quarter : 2 + quarter;
  return turn * 1.5707963267948966;
}

function setNormal(into: SurfacePoint, x: number, y: number, z: number): void {
  const length = Math.sqrt(x * x + y * y + z * z);
  into.nx = x / length;
  into.ny = y / length;
  into.nz = z / length;
}
