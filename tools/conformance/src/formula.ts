import {
  streamKey,
  symmetric,
  uniform,
  type ConvLayer,
  type Kernels,
  type WeightSource,
} from '@metasparse/scenenet';

/** Values of one stream of the golden formula, in element order. */
export function formulaTensor(
  stream: number,
  salt: number,
  length: number,
  map: (v: number) => number = (v) => v,
): Float32Array {
  const key = streamKey(stream, salt);
  return Float32Array.from({ length }, (_, e) => map(symmetric(key, e)));
}

/** The u(s, e) of the formula: uniform in [0, 1). */
export function formulaUniform(stream: number, salt: number, length: number): Float32Array {
  const key = streamKey(stream, salt);
  return Float32Array.from({ length }, (_, e) => uniform(key, e));
}

/** The bound a = sqrt(6 / (fan_in + fan_out)) of a layer, in float32. */
export function formulaBound({ shape: [out, inChannels, kh, kw] }: Pick<ConvLayer, 'shape'>): number {
  return Math.fround(Math.sqrt(6 / ((inChannels + out) * kh * kw)));
}

/** Weights of layer `index` in O,I,H,W order. */
export function formulaWeights(layer: ConvLayer, index: number, salt: number): Float32Array {
  const length = layer.shape.reduce((product, n) => product * n, 1);
  const bound = formulaBound(layer);
  return formulaTensor(2 * index, salt, length, (v) => v * bound);
}

export function formulaBias(layer: ConvLayer, index: number, salt: number): Float32Array {
  return formulaTensor(2 * index + 1, salt, layer.shape[0], (v) => v * Math.fround(0.01));
}

/** The golden nets' weights; NYUv2's layer streams are the golden layer indices. */
export function formulaSource(kernels: Kernels, salt: number): WeightSource {
  return {
    weight(layer) {
      const host = kernels.upload(formulaWeights(layer, layer.stream, salt), layer.shape);
      const weight = kernels.weightToDevice(host);
      kernels.free(host);
      return weight;
    },
    bias: (layer) => formulaBias(layer, layer.stream, salt),
  };
}
