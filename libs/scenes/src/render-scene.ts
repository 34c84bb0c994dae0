import { Draws } from './numeric/draws.js';
import { classMap, depthMap, normalMap } from './label/label-maps.js';
import { edgeMap } from './picture/edges.js';
import { blurred, grey } from './picture/grey.js';
import { keypointMap } from './picture/keypoints.js';
import { Painter } from './render/colour.js';
import { develop } from './render/develop.js';
import { irradiance } from './render/irradiance.js';
import { describeSurfaces } from './render/surfaces.js';
import { Viewer } from './render/viewer.js';
import { findVisible } from './render/visible.js';
import { buildScene } from './room/build-scene.js';
import type { Scene } from './room/scene.js';

/** Size of the pictures, pixels. */
export interface SceneSize {
  readonly height: number;
  readonly width: number;
}

/** One picture with its exact labels, all of one size, in rows. */
export interface RenderedScene extends SceneSize {
  /** [height, width, 3] R, G, B. */
  readonly rgb: Uint8Array;
  /** [height, width] class numbers of `SCENE_CLASSES`. */
  readonly seg: Uint8Array;
  /** [height, width, 3] R = x right, G = z forward, B = y up, (n + 1) / 2 * 255. */
  readonly normal: Uint8Array;
  /** [height, width] metres along the view axis, > 0. */
  readonly depth: Float32Array;
  /** [height, width] edge strength of the picture, 0..255. */
  readonly edge: Uint8Array;
  /** [height, width] keypoint response of the picture, 0..255. */
  readonly keypoint: Uint8Array;
}

/** Goes up whenever any byte of any scene changes. */
export const SCENES_VERSION = 1;

/** The least and greatest height and width. */
export const LEAST_SIDE = 16;
export const GREATEST_SIDE = 2048;

/** A room that shows fewer classes, or one solid on more of the picture, is built again. */
const LEAST_CLASSES = 5;
const LARGEST_SHARE = 0.4;
const ATTEMPTS = 8;

/**
 * Scene `index` of the endless row of scenes of a seed: a room with furniture and lights, seen by a camera in it.
 * Labels are those of the ray through each pixel's centre. The same bytes on every machine: all numbers come from
 * counters, and only operations that IEEE 754 defines to the last bit are used.
 * @throws RangeError for a seed or index outside [0, 2^32) or a side outside [16, 2048].
 */
export function renderScene(seed: number, index: number, size: SceneSize): RenderedScene {
  requireWhole('seed', seed, 0, 2 ** 32 - 1);
  requireWhole('index', index, 0, 2 ** 32 - 1);
  requireWhole('height', size.height, LEAST_SIDE, GREATEST_SIDE);
  requireWhole('width', size.width, LEAST_SIDE, GREATEST_SIDE);
  const { scene, attempt } = richScene(seed, index);
  const viewer = new Viewer(scene, size.height, size.width);
  const surfaces = describeSurfaces(viewer, findVisible(viewer));
  const radiance = new Painter(viewer, surfaces, irradiance(viewer, surfaces)).paint();
  const rgb = develop(radiance, Draws.of(seed, index, attempt, 'noise'));
  const { height, width } = size;
  const brightness = grey(rgb);
  return {
    height,
    width,
    rgb,
    seg: classMap(viewer, surfaces),
    normal: normalMap(viewer, surfaces),
    depth: depthMap(surfaces),
    edge: edgeMap(blurred(brightness, height, width), height, width),
    keypoint: keypointMap(brightness, height, width),
  };
}

/** The first try at the room whose small picture is rich enough: the same room at every size. */
function richScene(seed: number, index: number): { scene: Scene; attempt: number } {
  for (let attempt = 0; ; attempt++) {
    const scene = buildScene(seed, index, attempt);
    if (attempt + 1 >= ATTEMPTS || isRich(new Viewer(scene, 48, 64))) return { scene, attempt };
  }
}

function isRich(viewer: Viewer): boolean {
  const surfaces = describeSurfaces(viewer, findVisible(viewer));
  if (new Set(classMap(viewer, surfaces)).size < LEAST_CLASSES) return false;
  const count = new Map<number, number>();
  for (const solid of surfaces.solid) count.set(solid, (count.get(solid) ?? 0) + 1);
  count.delete(viewer.scene.solids.length);
  return Math.max(0, ...count.values()) <= LARGEST_SHARE * surfaces.solid.length;
}

function requireWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(
    `${name} is ${String(value)}; it must be a whole number in [${String(least)}, ${String(most)}]`,
  );
}
