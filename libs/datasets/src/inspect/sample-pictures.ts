import {
  LABEL_CHANNELS,
  LABEL_LIKE,
  type Compat,
  type Dataset,
  type Label,
  type Sample,
} from '@metasparse/scenenet';
import { MEAN_BGR } from '../augment/mean.js';
import type { RawMap, RawSample } from '../augment/raw-sample.js';
import { LABEL_FILES } from '../layout/record.js';
import { loadSharp } from '../image/sharp.js';
import { renderImage, renderLabel, type Picture } from './render-map.js';

/** One map of a sample as a PNG file. */
export interface SamplePicture {
  /** `image` or the label's name. */
  readonly name: string;
  /** What it shows, with its scale. */
  readonly caption: string;
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A sample's image and labels as the network gets them: scaled, mirrored, cropped, padded. */
export async function samplePictures(
  dataset: Dataset,
  sample: Sample,
  compat: Compat,
): Promise<SamplePicture[]> {
  const raw = asRaw(dataset, sample, compat);
  const named = LABEL_FILES.map((label) => [label, renderLabel(dataset, label, raw)] as const);
  const pictures: (readonly [string, Picture])[] = [['image', renderImage(raw)]];
  for (const [label, picture] of named) if (picture !== undefined) pictures.push([label, picture]);
  return Promise.all(
    pictures.map(async ([name, picture]) => ({
      name,
      caption: captionOf(picture),
      png: await encode(picture, sample.width, sample.height),
      width: sample.width,
      height: sample.height,
    })),
  );
}

function captionOf({ title, scale, legend }: Picture): string {
  if (scale !== undefined) return `${title}, from ${scale.low} to ${scale.high}`;
  if (legend === undefined) return title;
  return `${title}: ${legend.map(({ name, share }) => `${name} ${Math.round(100 * share)} %`).join(', ')}`;
}

/** The sample with its mean added back and decoded normals as bytes, which is what the renderers take. */
export function asRaw(dataset: Dataset, sample: Sample, compat: Compat): RawSample {
  const image = Uint8Array.from(sample.image, (value, i) =>
    Math.min(255, Math.max(0, Math.round(value + (MEAN_BGR[i % 3] as number)))),
  );
  const labels: Partial<Record<Label, RawMap>> = {};
  for (const [name, data] of Object.entries(sample.labels)) {
    const label = name as Label;
    const decoded = LABEL_LIKE[label] === 'normal' && dataset === 'nyuv2' && compat === 'correct';
    labels[label] = {
      channels: LABEL_CHANNELS[label],
      data: decoded ? data.map((v) => (v > 1 ? 255 : Math.round((v + 1) * 127.5))) : data,
    };
  }
  return { id: sample.id, height: sample.height, width: sample.width, image, labels };
}

async function encode({ rgb }: Picture, width: number, height: number): Promise<Uint8Array> {
  const sharp = await loadSharp();
  return sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9 })
    .toBuffer();
}
