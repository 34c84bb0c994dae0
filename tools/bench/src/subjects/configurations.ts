/** A measured configuration: what every subject runs, and the speed and memory ours is held to there. */
export interface Configuration {
  readonly name: ConfigurationName;
  readonly images: number;
  /** Side of the square crop, pixels. */
  readonly crop: number;
  /** Tasks with their number of output channels. */
  readonly tasks: string;
  /** Ours in fp32 is to be at least this many times as fast as the original's loop. */
  readonly fasterThanReference: number;
}

export const CONFIGURATION_NAMES = ['nyuv2', 'cityscapes', 'taskonomy5'] as const;
export type ConfigurationName = (typeof CONFIGURATION_NAMES)[number];

export const CONFIGURATIONS: Readonly<Record<ConfigurationName, Configuration>> = {
  nyuv2: {
    name: 'nyuv2',
    images: 2,
    crop: 321,
    tasks: 'seg 40, sn 3, depth 1',
    fasterThanReference: 2,
  },
  cityscapes: {
    name: 'cityscapes',
    images: 4,
    crop: 224,
    tasks: 'seg 19, depth 1',
    fasterThanReference: 1.8,
  },
  taskonomy5: {
    name: 'taskonomy5',
    images: 4,
    crop: 224,
    tasks: 'seg 17, sn 3, depth 1, keypoint 1, edge 1',
    fasterThanReference: 3.2,
  },
};
