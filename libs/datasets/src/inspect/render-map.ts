import { isControl, LABEL_LIKE, type Dataset, type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import { CLASS_NAMES } from './class-names.js';
import { classColour, VOID_COLOUR, type Colour } from './class-colours.js';
import { labelledPixels } from './label-statistics.js';
import { viridis } from './viridis.js';

/** One map as a picture, with what a reader needs beside it. */
export interface Picture {
  readonly title: string;
  readonly rgb: Uint8Array;
  readonly smooth: boolean;
  /** Ends of a colour scale. */
  readonly scale?: { readonly low: string; readonly high: string };
  /** Largest classes first. */
  readonly legend?: readonly { readonly name: string; readonly colour: Colour; readonly share: number }[];
}

/** The image as the net's loader decoded it. */
export function renderImage({ image, height, width }: RawSample): Picture {
  const rgb = new Uint8Array(image.length);
  for (let i = 0; i < rgb.length; i += 3) {
    for (let c = 0; c < 3; c++) rgb[i + c] = Math.round(image[i + 2 - c] as number);
  }
  return { title: `image ${String(height)} × ${String(width)}`, rgb, smooth: true };
}

/**
 * A label map in colours: classes, normals as stored, or viridis over its own range. Grey where there is none. The
 * title of a control is its name.
 */
export function renderLabel(dataset: Dataset, label: Label, raw: RawSample): Picture | undefined {
  const map = raw.labels[label];
  if (map === undefined) return undefined;
  const picture = renderMap(dataset, label, map, raw);
  return isControl(label) ? { ...picture, title: label } : picture;
}

function renderMap(dataset: Dataset, label: Label, map: RawMap, raw: RawSample): Picture {
  const counts = labelledPixels(dataset, label, raw);
  const like = LABEL_LIKE[label];
  if (like === 'seg') return renderClasses(dataset, map.data, counts);
  if (like === 'normal') return renderNormals(dataset, map.data, counts);
  return renderScale(dataset, label, map.data, counts);
}

function renderClasses(dataset: Dataset, data: ArrayLike<number>, counts: (i: number) => boolean): Picture {
  const pixels = new Map<number, number>();
  const rgb = paint(data.length, (i) => {
    if (!counts(i)) return VOID_COLOUR;
    const index = data[i] as number;
    pixels.set(index, (pixels.get(index) ?? 0) + 1);
    return classColour(dataset, index);
  });
  const legend = [...pixels]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([index, count]) => ({
      name: CLASS_NAMES[dataset][index] ?? String(index),
      colour: classColour(dataset, index),
      share: count / data.length,
    }));
  return { title: `segmentation, ${plural(pixels.size, 'class', 'classes')}`, rgb, smooth: false, legend };
}

function renderNormals(dataset: Dataset, data: ArrayLike<number>, counts: (i: number) => boolean): Picture {
  const byte = (value: number): number => (dataset === 'nyuv2' ? value : Math.round((value + 1) * 127.5));
  const first = dataset === 'nyuv2' ? 2 : 0;
  const rgb = paint(data.length / 3, (i) => {
    if (!counts(i)) return VOID_COLOUR;
    const at = (c: number): number => byte(data[3 * i + Math.abs(first - c)] as number);
    return [at(0), at(1), at(2)];
  });
  return { title: 'surface normals', rgb, smooth: false };
}

const SCALE_TITLE: Readonly<Partial<Record<Label, string>>> = {
  keypoint: '2D keypoints',
  edge: 'texture edges',
};

const DEPTH_TITLE: Readonly<Record<Dataset, string>> = {
  nyuv2: 'depth, metres',
  cityscapes: 'inverse depth (near = high)',
  taskonomy: 'depth, logarithmic',
};

/** Colours from the 1st to the 99th percentile, so that one bright pixel does not darken the rest. */
function renderScale(
  dataset: Dataset,
  label: Label,
  data: ArrayLike<number>,
  counts: (i: number) => boolean,
): Picture {
  const values = Float32Array.from(data)
    .filter((_, i) => counts(i))
    .sort();
  const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0;
  const [low, high] = [at(0.01), at(0.99)];
  const span = Math.max(high - low, 1e-9);
  const rgb = paint(data.length, (i) =>
    counts(i) ? viridis(((data[i] as number) - low) / span) : VOID_COLOUR,
  );
  const title = SCALE_TITLE[label] ?? DEPTH_TITLE[dataset];
  if (values.length === 0) return { title: `${title}: none`, rgb, smooth: false };
  return { title, rgb, smooth: false, scale: { low: short(low), high: short(high) } };
}

/** An RGB picture, pixel by pixel. */
export function paint(pixels: number, colour: (i: number) => Colour): Uint8Array {
  const rgb = new Uint8Array(pixels * 3);
  for (let i = 0; i < pixels; i++) rgb.set(colour(i), 3 * i);
  return rgb;
}

/** A number at the end of a colour scale. */
export function short(value: number): string {
  return Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2).replace('-', '−');
}

function plural(count: number, one: string, many: string): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}
