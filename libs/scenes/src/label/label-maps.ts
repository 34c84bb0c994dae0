import { labelAt, type Surfaces } from '../render/surfaces.js';
import type { Viewer } from '../render/viewer.js';

/** Class numbers at pixel centres, [height, width]. */
export function classMap({ scene }: Viewer, { surface }: Surfaces): Uint8Array {
  const map = new Uint8Array(surface.length);
  for (let p = 0; p < map.length; p++) {
    const number = surface[p] as number;
    map[p] = labelAt(scene, number >> 3, number & 7);
  }
  return map;
}

/**
 * Normals at pixel centres in the camera's frame as NYUv2 has them in bytes, [height, width, 3]: R = x to the right,
 * G = z forward (so what faces the camera is below 128), B = y up, each (n + 1) / 2 * 255, rounded half up. White
 * would mean no normal and cannot occur: a unit vector has no three components of 1.
 */
export function normalMap({ scene: { camera } }: Viewer, { normal }: Surfaces): Uint8Array {
  const bytes = new Uint8Array(normal.length);
  for (let i = 0; i < bytes.length; i += 3) {
    const x = normal[i] as number;
    const y = normal[i + 1] as number;
    const z = normal[i + 2] as number;
    const { right, up, forward } = camera;
    bytes[i] = toByte(x * right.x + y * right.y + z * right.z);
    bytes[i + 1] = toByte(x * forward.x + y * forward.y + z * forward.z);
    bytes[i + 2] = toByte(x * up.x + y * up.y + z * up.z);
  }
  return bytes;
}

function toByte(component: number): number {
  const value = Math.floor(127.5 * (component + 1) + 0.5);
  return value < 0 ? 0 : value > 255 ? 255 : value;
}

/** Depth along the view axis at pixel centres, metres, [height, width]. */
export function depthMap({ depth }: Surfaces): Float32Array {
  return new Float32Array(depth);
}
