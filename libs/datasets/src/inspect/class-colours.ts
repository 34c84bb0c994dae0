import type { Dataset } from '@metasparse/scenenet';

export type Colour = readonly [number, number, number];

/** Pixels that carry no label. */
export const VOID_COLOUR: Colour = [206, 208, 212];

/** The colours every Cityscapes picture uses (cityscapesScripts, labels.py). */
const CITYSCAPES: readonly Colour[] = [
  [128, 64, 128],
  [244, 35, 232],
  [70, 70, 70],
  [102, 102, 156],
  [190, 153, 153],
  [153, 153, 153],
  [250, 170, 30],
  [220, 220, 0],
  [107, 142, 35],
  [152, 251, 152],
  [70, 130, 180],
  [220, 20, 60],
  [255, 0, 0],
  [0, 0, 142],
  [0, 0, 70],
  [0, 60, 100],
  [0, 80, 100],
  [0, 0, 230],
  [119, 11, 32],
];

/** A steady colour of each class: the same class looks the same on every sheet. */
export function classColour(dataset: Dataset, index: number): Colour {
  return dataset === 'cityscapes' ? (CITYSCAPES[index] ?? VOID_COLOUR) : spreadColour(index);
}

/** Hues a golden angle apart, lightness and saturation in three steps: neighbours in number differ in both. */
function spreadColour(index: number): Colour {
  const hue = (index * 137.508 + 210) % 360;
  const lightness = [0.52, 0.7, 0.38][index % 3] ?? 0.5;
  const saturation = [0.55, 0.6, 0.5][Math.floor(index / 3) % 3] ?? 0.55;
  return hslToRgb(hue, saturation, lightness);
}

function hslToRgb(hue: number, saturation: number, lightness: number): Colour {
  const amplitude = saturation * Math.min(lightness, 1 - lightness);
  const channel = (n: number): number => {
    const k = (n + hue / 30) % 12;
    return Math.round(255 * (lightness - amplitude * Math.max(-1, Math.min(k - 3, 9 - k, 1))));
  };
  return [channel(0), channel(8), channel(4)];
}
