import type { Material } from '../material/material.js';
import type { Vector } from '../numeric/vector.js';
import type { Solid } from '../shape/solid.js';

/** Where the picture is taken from: an orthonormal frame, x right, y up, z forward. */
export interface Camera {
  readonly at: Vector;
  readonly right: Vector;
  readonly up: Vector;
  readonly forward: Vector;
}

/** A flat light: points `at + s u + t v` for s, t in -1..1. */
export interface Light {
  readonly at: Vector;
  readonly u: Vector;
  readonly v: Vector;
  /** Linear colour times strength. */
  readonly r: number;
  readonly g: number;
  readonly b: number;
  /** Unit direction a one-sided light shines in; zero for all directions. */
  readonly towards: Vector;
  /** The sun: as strong everywhere, but only through this opening. */
  readonly gate: Gate | null;
}

/** A rectangle on a wall: centre, unit direction along the wall, half sizes, and the wall's inward normal. */
export interface Gate {
  readonly centre: Vector;
  readonly along: Vector;
  readonly inward: Vector;
  readonly halfWidth: number;
  readonly halfHeight: number;
}

/** A room with everything in it. Its inside is [0, width] x [0, height] x [0, depth], metres. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** Surfaces of the room, faces -x +x -y +y -z +z: walls, floor (2), ceiling (3). */
  readonly surfaces: readonly Material[];
  readonly solids: readonly Solid[];
  readonly lights: readonly Light[];
  readonly camera: Camera;
}
