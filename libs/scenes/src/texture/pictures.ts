import { mixed, type Colour, type Material } from '../material/material.js';
import { clamp, smoothStep } from '../numeric/vector.js';
import { cell, noise } from './noise.js';

/** A picture on a face: colour at (s, t), both -1..1 over the face, t upwards. */
export type Picture = (material: Material, s: number, t: number) => Colour;

const DARK: Colour = { r: 0.01, g: 0.012, b: 0.015 };

/** An abstract, a landscape or a portrait, by the key. */
export const painting: Picture = (material, s, t) => {
  const kind = cell(material.key, 1, 1);
  if (kind < 0.4) return landscape(material, s, t);
  return kind < 0.75 ? abstract(material, s, t) : portrait(material, s, t);
};

function landscape({ key, a, b }: Material, s: number, t: number): Colour {
  const far = -0.1 + 0.7 * (noise(key, s * 1.5 + 9, 0.5) - 0.4);
  const near = -0.5 + 0.5 * (noise(key + 1, s * 2.5, 0.5) - 0.4);
  if (t < near) return mixed(b, DARK, 0.35 + 0.4 * noise(key + 2, s * 9, t * 9));
  if (t < far) return mixed(mixed(a, b, 0.5), b, noise(key + 3, s * 4, t * 6));
  const sky: Colour = { r: 0.45, g: 0.6, b: 0.85 };
  const sun: Colour = { r: 0.95, g: 0.75, b: 0.45 };
  return mixed(mixed(sky, sun, clamp(0.8 - t, 0, 1)), a, 0.25);
}

/** Rectangles and a disc, in the two colours and two of their mixtures. */
function abstract({ key, a, b }: Material, s: number, t: number): Colour {
  const columns = 2 + Math.floor(cell(key, 2, 2) * 3);
  const x = Math.floor((s + 1) * 0.5 * columns + 0.6 * (noise(key, t * 0.5, 3) - 0.5));
  const y = Math.floor((t + 1) * 0.5 * columns + 0.6 * (noise(key, 3, s * 0.5) - 0.5));
  const cx = cell(key, 5, 5) - 0.5;
  const cy = cell(key, 6, 6) - 0.5;
  const radius = 0.25 + 0.4 * cell(key, 7, 7);
  const disc = (s - cx) * (s - cx) + (t - cy) * (t - cy) < radius * radius;
  const pick = disc ? 1 - cell(key, x, y) : cell(key, x, y);
  if (pick < 0.2) return { r: 0.75, g: 0.73, b: 0.68 };
  return pick < 0.35 ? DARK : mixed(a, b, (pick - 0.35) / 0.65);
}

function portrait({ key, a, b }: Material, s: number, t: number): Colour {
  const skin: Colour = { r: 0.5, g: 0.32, b: 0.22 };
  const head = (s * s) / 0.09 + ((t - 0.15) * (t - 0.15)) / 0.16;
  if (head < 1) return mixed(skin, DARK, 0.5 * noise(key, s * 5, t * 5));
  const hair = (s * s) / 0.16 + ((t - 0.25) * (t - 0.25)) / 0.22;
  if (hair < 1) return mixed(DARK, a, 0.15);
  if (t < -0.3 - s * s * 0.6) return b;
  return mixed(a, DARK, 0.25 + 0.3 * noise(key + 1, s * 2, t * 2));
}

/** The view from a window: sky, trees or houses, ground. */
export const outdoors: Picture = ({ key, a }, s, t) => {
  const sky = mixed({ r: 0.95, g: 0.97, b: 1 }, a, clamp(0.4 + 0.5 * t, 0, 1));
  const horizon = -0.35 + 0.3 * (cell(key, 3, 3) - 0.5);
  const trees =
    horizon + 0.75 * noise(key, s * 2.2 + 5, 1) * smoothStep(0.2, 0.6, noise(key + 4, s * 1.1, 2));
  if (t > trees) return sky;
  if (t > horizon) {
    const leaves = noise(key + 1, s * 14, t * 14);
    return { r: 0.12 + 0.2 * leaves, g: 0.22 + 0.3 * leaves, b: 0.08 + 0.1 * leaves };
  }
  const lawn = noise(key + 2, s * 5, t * 20);
  return { r: 0.3 + 0.1 * lawn, g: 0.38 + 0.15 * lawn, b: 0.22 };
};

/** A dark screen with a pale reflection, or one that shows a picture (glow > 0). */
export const screen: Picture = (material, s, t) => {
  if (material.glow > 0) return painting(material, s, t);
  const gleam =
    smoothStep(0.35, 0.6, 0.5 + 0.35 * s + 0.3 * t) * (1 - smoothStep(0.6, 0.9, 0.5 + 0.35 * s + 0.3 * t));
  return mixed(DARK, { r: 0.16, g: 0.18, b: 0.2 }, 0.4 * gleam + 0.1);
};
