import { LABEL_LIKE, type Dataset, type Label } from '@metasparse/scenenet';
import type { RawMap, RawSample } from '../augment/raw-sample.js';

/** What the values of one label are like, over all samples that have it. */
export interface LabelStatistics {
  readonly samples: number;
  readonly pixels: number;
  /** Pixels that carry a label. */
  readonly labelled: number;
  /** Smallest and largest value of labelled pixels (any channel); null without one. */
  readonly min: number | null;
  readonly max: number | null;
  /** Pixels of each class; for `seg` only. */
  readonly classPixels?: readonly number[];
}

/** Adds up one label over samples. */
export class LabelTally {
  private samples = 0;
  private pixels = 0;
  private labelled = 0;
  private min = Infinity;
  private max = -Infinity;
  private readonly classPixels: number[];

  /** `classes` > 0 counts pixels of each class. */
  constructor(private readonly classes: number) {
    this.classPixels = new Array<number>(classes).fill(0);
  }

  /** Adds one map and returns how many of its pixels are labelled. */
  add(map: RawMap, isLabelled: (pixel: number) => boolean): number {
    const pixels = map.data.length / map.channels;
    let labelled = 0;
    for (let i = 0; i < pixels; i++) {
      if (!isLabelled(i)) continue;
      labelled += 1;
      for (let c = 0; c < map.channels; c++) this.addValue(map.data[i * map.channels + c] as number);
    }
    this.samples += 1;
    this.pixels += pixels;
    this.labelled += labelled;
    return labelled;
  }

  result(): LabelStatistics {
    const { samples, pixels, labelled } = this;
    const range = labelled === 0 ? { min: null, max: null } : { min: this.min, max: this.max };
    const counted = { samples, pixels, labelled, ...range };
    return this.classes > 0 ? { ...counted, classPixels: [...this.classPixels] } : counted;
  }

  private addValue(value: number): void {
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    if (this.classes > 0) this.classPixels[value] = (this.classPixels[value] ?? 0) + 1;
  }
}

/** Which pixels of a raw label count, by the dataset's own mark for "none". */
export function labelledPixels(dataset: Dataset, label: Label, raw: RawSample): (pixel: number) => boolean {
  const map = raw.labels[label];
  const data = map?.data ?? new Uint8Array(0);
  const like = LABEL_LIKE[label];
  if (like === 'seg') return (i) => data[i] !== (dataset === 'cityscapes' ? -1 : 255);
  if (like === 'normal' && dataset === 'nyuv2') {
    return (i) => !(data[3 * i] === 255 && data[3 * i + 1] === 255 && data[3 * i + 2] === 255);
  }
  if (like === 'depth' && dataset === 'taskonomy') {
    const mask = raw.labels.depth_mask?.data ?? new Uint8Array(0);
    return (i) => mask[i] === 1;
  }
  if (like === 'depth') return (i) => (data[i] as number) > 3e-5;
  return () => true;
}
