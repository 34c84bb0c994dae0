import type { Material } from '../material/material.js';
import { clamp } from '../numeric/vector.js';
import { cell, faded } from './noise.js';

/** What a pattern says of a point: how much of colour `b` it has, and how bright it is. */
export interface Tone {
  /** 0 = colour a, 1 = colour b. */
  blend: number;
  /** Factor on the colour, about 1. */
  tone: number;
}

/**
 * A pattern at (u, v) metres; `pixel` is the size of a pixel there, metres: detail finer than it fades into its mean.
 */
export type Painter = (material: Material, u: number, v: number, pixel: number, into: Tone) => void;

export const plain: Painter = ({ key }, u, v, pixel, into) => {
  into.blend = 0;
  into.tone =
    1 + 0.14 * faded(key, u * 1.7, v * 1.7, pixel * 1.7) + 0.06 * faded(key + 1, u * 40, v * 40, pixel * 40);
};

/** Grain along u. */
export const wood: Painter = ({ key, scale }, u, v, pixel, into) => {
  const across = v / scale;
  const bend = faded(key, u * 1.3, v * 4, pixel * 4);
  const rings = faded(key + 1, u * 2, across * 9 + bend * 6, (pixel / scale) * 9);
  const fibre = faded(key + 2, u * 9, across * 60, (pixel / scale) * 60);
  into.blend = clamp(0.4 + 1.1 * rings + 0.5 * fibre, 0, 1);
  into.tone = 1 + 0.25 * bend;
};

/** Boards of width `scale` along u, each with its own shade, and dark joints. */
export const planks: Painter = (material, u, v, pixel, into) => {
  const { key, scale } = material;
  const row = Math.floor(v / scale);
  const length = scale * 9;
  const shift = u + cell(key, row, 7) * length;
  const board = Math.floor(shift / length);
  wood(material, u + 3.1 * board, v + 1.7 * row, pixel, into);
  const joint = Math.max(
    line(v - row * scale, scale, 0.006, pixel),
    line(shift - board * length, length, 0.006, pixel),
  );
  into.tone *= (0.78 + 0.44 * cell(key, row, board)) * (1 - 0.55 * joint);
  into.blend *= 0.7;
};

/** Square tiles with joints of colour b. */
export const tiles: Painter = ({ key, scale }, u, v, pixel, into) => {
  const column = Math.floor(u / scale);
  const row = Math.floor(v / scale);
  const joint = Math.max(
    line(u - column * scale, scale, 0.03 * scale, pixel),
    line(v - row * scale, scale, 0.03 * scale, pixel),
  );
  into.blend = joint;
  into.tone = 0.93 + 0.14 * cell(key, column, row) + 0.16 * faded(key + 1, u * 9, v * 9, pixel * 9);
};

export const checker: Painter = ({ key, scale }, u, v, pixel, into) => {
  const odd = (Math.floor(u / scale) + Math.floor(v / scale)) & 1;
  const blur = clamp(pixel / scale, 0, 1);
  into.blend = odd * (1 - blur) + 0.5 * blur;
  into.tone = 1 + 0.1 * faded(key, u * 7, v * 7, pixel * 7);
};

/** Bands along v, as on wallpaper. */
export const stripes: Painter = ({ key, scale }, u, v, pixel, into) => {
  into.blend = band(u / scale, pixel / scale);
  into.tone = 1 + 0.08 * faded(key, u * 3, v * 3, pixel * 3);
};

export const plaid: Painter = ({ key, scale }, u, v, pixel, into) => {
  const wide = band(u / scale, pixel / scale) + band(v / scale, pixel / scale);
  const thin =
    band((u / scale) * 3 + 0.3, (pixel / scale) * 3) * band((v / scale) * 3 + 0.3, (pixel / scale) * 3);
  into.blend = clamp(0.4 * wide + 0.3 * thin, 0, 1);
  into.tone = 1 + 0.12 * faded(key, u * 60, v * 60, pixel * 60);
};

export const carpet: Painter = ({ key, scale }, u, v, pixel, into) => {
  const pile = faded(key, u * 70, v * 70, pixel * 70);
  const worn = faded(key + 1, u * 2.1, v * 2.1, pixel * 2.1);
  const motif = faded(key + 2, u / scale, v / scale, pixel / scale);
  into.blend = clamp(0.35 + 1.2 * motif, 0, 1);
  into.tone = 1 + 0.4 * pile + 0.25 * worn;
};

export const brick: Painter = ({ key, scale }, u, v, pixel, into) => {
  const row = Math.floor(v / (scale * 0.33));
  const shift = u + (row & 1) * scale * 0.5;
  const column = Math.floor(shift / scale);
  into.blend = Math.max(
    line(shift - column * scale, scale, 0.012, pixel),
    line(v - row * scale * 0.33, scale * 0.33, 0.012, pixel),
  );
  into.tone = 0.8 + 0.4 * cell(key, column, row) + 0.3 * faded(key + 1, u * 30, v * 30, pixel * 30);
};

export const dots: Painter = ({ key, scale }, u, v, pixel, into) => {
  const row = Math.floor(v / scale);
  const shift = u / scale + (row & 1) * 0.5;
  const x = shift - Math.floor(shift) - 0.5;
  const y = v / scale - row - 0.5;
  const edge = 0.3 - Math.sqrt(x * x + y * y);
  const blur = pixel / scale + 0.02;
  into.blend = clamp(edge / blur + 0.5, 0, 1) * clamp(1.6 - blur, 0, 1);
  into.tone = 1 + 0.1 * faded(key, u * 5, v * 5, pixel * 5);
};

export const stone: Painter = ({ key, scale }, u, v, pixel, into) => {
  const p = pixel / scale;
  const cloud = faded(key, u / scale, v / scale, p);
  const fine = faded(key + 1, (u / scale) * 5 + cloud * 3, (v / scale) * 5, p * 5);
  into.blend = clamp(0.5 + 0.8 * cloud + 0.7 * fine, 0, 1);
  into.tone = 1 + 0.3 * faded(key + 2, (u / scale) * 30, (v / scale) * 30, p * 30);
};

/** Lines of print on paper. */
export const print: Painter = ({ key, scale }, u, v, pixel, into) => {
  const row = Math.floor(v / scale);
  const word = cell(key, Math.floor(u / (scale * 1.3)), row) < 0.7 ? 1 : 0;
  into.blend = 0.7 * word * band(v / scale, pixel / scale) * (cell(key, row, 3) < 0.85 ? 1 : 0);
  into.tone = 1;
};

/** 1 on a joint of a width at the start of each period, less where a pixel is wider. */
function line(at: number, period: number, width: number, pixel: number): number {
  const off = Math.min(at, period - at);
  const soft = width + pixel;
  return off >= soft
    ? 0
    : (1 - off / soft) * (width / soft) * 1.6 > 1
      ? 1
      : (1 - off / soft) * (width / soft) * 1.6;
}

/** A band that is on for half of every unit, its edges a pixel soft; one half where a pixel covers it. */
function band(at: number, blur: number): number {
  const x = at - Math.floor(at);
  const soft = clamp(blur, 0.02, 1);
  const inside = 0.25 - Math.abs(x - 0.5);
  return 0.5 + (clamp(inside / soft + 0.5, 0, 1) - 0.5) * clamp(1.5 - blur, 0, 1);
}
