import type { Material } from '../material/material.js';

/** The convex shapes that furniture is made of; `lying` is a cylinder along its local x axis. */
export type Shape = 'box' | 'cylinder' | 'lying' | 'ellipsoid';

/**
 * A convex body in the room. `half` extents in its own frame: of a box and an ellipsoid along x, y, z; of a cylinder
 * [radius at its lower end, half length, radius at its upper end]. Its frame is turned about the vertical:
 * world = (x cos + z sin, y, z cos - x sin) + centre.
 */
export interface Solid {
  readonly shape: Shape;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly cos: number;
  readonly sin: number;
  readonly hx: number;
  readonly hy: number;
  readonly hz: number;
  /** Radius of a sphere around the centre that holds it. */
  readonly reach: number;
  readonly material: Material;
  /** Class number as in the label map. */
  readonly label: number;
  /** False for lamp shades and panes, which let their light out, and what lies flush on a wall. */
  readonly shadow: boolean;
}

/** Half extents of the box around a solid in its own frame. */
export function boxAround({ shape, hx, hy, hz }: Solid): { hx: number; hy: number; hz: number } {
  const radius = hx > hz ? hx : hz;
  if (shape === 'cylinder') return { hx: radius, hy, hz: radius };
  if (shape === 'lying') return { hx: hy, hy: radius, hz: radius };
  return { hx, hy, hz };
}

/** Radius of the sphere around it. */
export function reachOf(shape: Shape, hx: number, hy: number, hz: number): number {
  if (shape === 'ellipsoid') return Math.max(hx, hy, hz);
  if (shape === 'box') return Math.sqrt(hx * hx + hy * hy + hz * hz);
  const radius = Math.max(hx, hz);
  return Math.sqrt(radius * radius + hy * hy);
}
