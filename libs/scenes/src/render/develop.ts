import { uniform } from '@metasparse/scenenet';
import type { Draws } from '../numeric/draws.js';
import type { Radiance } from './colour.js';

/**
 * Turns light into bytes [height, width, 3] R, G, B: exposed so that the mean of what is lit comes out at one value
 * that differs a little between pictures, filmic curve (a ratio of polynomials), gamma 2 (a square root), a little
 * grain. Powers and logarithms are not used: they are not the same on all machines.
 */
export function develop({ reflected, glowing }: Radiance, draws: Draws): Uint8Array {
  const exposure = draws.between(0.3, 0.46) / meanOf(reflected);
  const grain = draws.between(1, 3.5);
  const tint = [draws.between(0.96, 1.04), 1, draws.between(0.94, 1.06)];
  const key = draws.fork();
  const bytes = new Uint8Array(reflected.length);
  for (let p = 0; p < bytes.length; p += 3) {
    const luminance = brightness(reflected, p);
    for (let c = 0; c < 3; c++) {
      const i = p + c;
      const reflection = luminance + (1 - PALENESS) * ((reflected[i] as number) - luminance);
      const light = (reflection * exposure + (glowing[i] as number)) * (tint[c] as number);
      const value = 255 * Math.sqrt(filmic(light)) + grain * (uniform(key, i) - 0.5);
      bytes[i] = value < 0 ? 0 : value > 255 ? 255 : Math.floor(value + 0.5);
    }
  }
  return bytes;
}

/** Colours lose this share: the curve, applied to each channel, makes them stronger than they are. */
const PALENESS = 0.22;

function brightness(light: Float32Array, at: number): number {
  return 0.3 * (light[at] as number) + 0.59 * (light[at + 1] as number) + 0.11 * (light[at + 2] as number);
}

/** Light above eight times the mean so far counts as eight times: a sunny spot must not darken the room. */
function meanOf(light: Float32Array): number {
  let total = 0;
  for (const value of light) total += value;
  const cap = (8 * total) / light.length;
  let capped = 0;
  for (const value of light) capped += value < cap ? value : cap;
  return capped / light.length + 1e-9;
}

/** Narkowicz' fit of the ACES curve, scaled to leave mid-tones in place. */
function filmic(light: number): number {
  const x = 0.75 * light;
  const y = (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14);
  return y > 1 ? 1 : y;
}
