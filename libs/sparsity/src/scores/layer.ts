/** One convolution weight: its name in the module tree and its shape [out, in, height, width]. */
export interface LayerDescriptor {
  readonly name: string;
  readonly shape: readonly [number, number, number, number];
}

/** Weights of a layer: the product of its four dimensions. */
export function weightCount(layer: LayerDescriptor): number {
  const [out, into, height, width] = layer.shape;
  return out * into * height * width;
}

/** Weights of one filter (one output channel) of a layer. */
export function filterSize(layer: LayerDescriptor): number {
  const [, into, height, width] = layer.shape;
  return into * height * width;
}
