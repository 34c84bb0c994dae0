import type { Dataset } from '@metasparse/scenenet';

/** A measured configuration: what every subject runs, and the speed and memory ours is held to there. */
export interface Configuration {
  readonly name: ConfigurationName;
  /** Whose published settings hold. */
  readonly dataset: Dataset;
  readonly images: number;
  /** Side of the square crop, pixels. */
  readonly crop: number;
  /** Height and width of a whole image, pixels. */
  readonly whole: readonly [number, number];
  /** Tasks with their number of output channels. */
  readonly tasks: string;
  /** Ours in fp32 is to be at least this many times as fast as the original's loop. */
  readonly fasterThanReference: number;
}

export type ConfigurationName = 'nyuv2' | 'cityscapes' | 'taskonomy5';

export const CONFIGURATIONS: Readonly<Record<ConfigurationName, Configuration>> = {
  nyuv2: {
    name: 'nyuv2',
    dataset: 'nyuv2',
    images: 2,
    crop: 321,
    whole: [480, 640],
    tasks: 'seg 40, sn 3, depth 1',
    fasterThanReference: 2,
  },
  cityscapes: {
    name: 'cityscapes',
    dataset: 'cityscapes',
    images: 4,
    crop: 224,
    whole: [256, 512],
    tasks: 'seg 19, depth 1',
    fasterThanReference: 1.8,
  },
  taskonomy5: {
    name: 'taskonomy5',
    dataset: 'taskonomy',
    images: 4,
    crop: 224,
    whole: [256, 256],
    tasks: 'seg 17, sn 3, depth 1, keypoint 1, edge 1',
    fasterThanReference: 3.2,
  },
};
