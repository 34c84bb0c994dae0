import { TASK_LIKE, TASK_LABEL, type Dataset, type Sample, type Task } from '@metasparse/scenenet';
import type { RawSample } from '../augment/raw-sample.js';
import { VOID_COLOUR, type Colour } from './class-colours.js';
import { labelledPixels } from './label-statistics.js';
import { paint, short, type Picture } from './render-map.js';
import { viridis } from './viridis.js';

const WRONG: Colour = [200, 68, 12];
/** Largest angle between two normals that the colours tell apart, degrees. */
const WIDEST = 90;

/**
 * Where a prediction is wrong, and by how much. Segmentation: wrong pixels vermilion over the pale image. Normals: the
 * angle between label and prediction, 0 to 90 degrees. Others: |p - y|, 0 to its 99th percentile. Grey where there is
 * no label; undefined where the sample has none at all. `raw` is the sample as the renderers take it, `map` the
 * prediction in the form of the label at the image's size.
 */
export function errorPicture(
  dataset: Dataset,
  task: Task,
  sample: Sample,
  raw: RawSample,
  map: Float32Array,
): Picture | undefined {
  const label = TASK_LABEL[task];
  const values = sample.labels[label];
  if (values === undefined) return undefined;
  const counts = labelledPixels(dataset, label, raw);
  const pixels = sample.height * sample.width;
  const like = TASK_LIKE[task];
  if (like === 'seg') return wrongPixels(task, raw, pixels, counts, (i) => map[i] !== values[i]);
  if (like === 'sn') return scaled(`${task}: degrees`, pixels, counts, angles(values, map), WIDEST);
  return scaled(`${task}: |p − y|`, pixels, counts, (i) =>
    Math.abs((map[i] as number) - (values[i] as number)),
  );
}

type OfPixel<T> = (pixel: number) => T;

function wrongPixels(
  task: Task,
  { image }: RawSample,
  pixels: number,
  counts: OfPixel<boolean>,
  isWrong: OfPixel<boolean>,
): Picture {
  let [labelled, wrong] = [0, 0];
  const rgb = paint(pixels, (i) => {
    if (!counts(i)) return VOID_COLOUR;
    labelled++;
    if (!isWrong(i)) return pale(image, i);
    wrong++;
    return WRONG;
  });
  const share = labelled === 0 ? 'none labelled' : `${String(Math.round((100 * wrong) / labelled))} % wrong`;
  return { title: `${task}: ${share}`, rgb, smooth: false };
}

/** The image's brightness, lifted so that vermilion stands out. */
function pale(image: ArrayLike<number>, pixel: number): Colour {
  const [b, g, r] = [0, 1, 2].map((c) => image[3 * pixel + c] as number) as [number, number, number];
  const grey = Math.round(140 + (0.114 * b + 0.587 * g + 0.299 * r) * 0.45);
  return [grey, grey, grey];
}

/** Degrees between vectors; 90 to a zero vector. */
function angles(labels: Float32Array, map: Float32Array): OfPixel<number> {
  return (i) => {
    const at = (values: Float32Array, c: number): number => values[3 * i + c] as number;
    const dot = (a: Float32Array, b: Float32Array): number =>
      at(a, 0) * at(b, 0) + at(a, 1) * at(b, 1) + at(a, 2) * at(b, 2);
    const norms = Math.sqrt(dot(labels, labels) * dot(map, map));
    const cosine = norms <= 1e-12 ? 0 : dot(labels, map) / norms;
    return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
  };
}

function scaled(
  title: string,
  pixels: number,
  counts: OfPixel<boolean>,
  error: OfPixel<number>,
  widest?: number,
): Picture {
  const errors = Float32Array.from({ length: pixels }, (_, i) => (counts(i) ? error(i) : NaN));
  const known = errors.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0)
    return { title: `${title}: none labelled`, rgb: paint(pixels, () => VOID_COLOUR), smooth: false };
  const high = widest ?? Math.max(known[Math.round(0.99 * (known.length - 1))] as number, 1e-9);
  const rgb = paint(pixels, (i) => {
    const value = errors[i] as number;
    return Number.isNaN(value) ? VOID_COLOUR : viridis(value / high);
  });
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  return {
    title: `${title} ${short(mean)}`,
    rgb,
    smooth: false,
    scale: { low: '0', high: short(high) },
  };
}
