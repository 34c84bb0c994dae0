/** One picture of a sample: its image or one of its labels, already drawn. */
export interface ExampleImage {
  /** What it shows, e.g. `image`, `seg`, `depth`. */
  readonly name: string;
  /** How to read it, e.g. `metres, black where there is none`. */
  readonly caption: string;
  /** A PNG file. */
  readonly png: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A sample as the network saw it: after scaling, mirroring and cropping. */
export interface Example {
  /** Path of the image as the index names it. */
  readonly id: string;
  readonly images: readonly ExampleImage[];
}
