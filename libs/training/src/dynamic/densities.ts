import { weightCount, type LayerDescriptor } from '@metasparse/sparsity';

/** How the density of the net is spread over its layers. */
export const DENSITY_METHODS = ['erk', 'uniform'] as const;
export type DensityMethod = (typeof DENSITY_METHODS)[number];

const ERK_POWER = 0.9;

const METHODS: Readonly<
  Record<DensityMethod, (layers: readonly LayerDescriptor[], density: number) => number[]>
> = {
  erk: erkDensities,
  uniform: (layers, density) => layers.map(() => density),
};

/**
 * Fraction of weights that each layer keeps.
 * @throws RangeError unless 0 < density <= 1 and there is a layer.
 */
export function layerDensities(
  method: DensityMethod,
  layers: readonly LayerDescriptor[],
  density: number,
): number[] {
  if (!(density > 0 && density <= 1))
    throw new RangeError(`density is ${density}, it has to be above 0 and at most 1`);
  if (layers.length === 0) throw new RangeError('0 layers were given, at least 1 is needed');
  return METHODS[method](layers, density);
}

/**
 * Erdos-Renyi-Kernel (RigL; reference section 4): density_l = eps ((sum of the 4 dimensions) / (their product))^0.9.
 * While the largest exceeds 1, all layers equal to the maximum are made dense and eps is computed anew; it solves
 * sum_l density_l n_l = density n. Layers of every kernel size count.
 */
function erkDensities(layers: readonly LayerDescriptor[], density: number): number[] {
  const raw = layers.map(({ shape }) => {
    const [a, b, c, d] = shape;
    return ((a + b + c + d) / (a * b * c * d)) ** ERK_POWER;
  });
  const sizes = layers.map(weightCount);
  const dense = new Set<number>();
  for (;;) {
    const epsilon = scaleFactor(raw, sizes, dense, density);
    const largest = raw.reduce((max, value, i) => (dense.has(i) ? max : Math.max(max, value)), 0);
    if (largest * epsilon <= 1) return raw.map((value, i) => (dense.has(i) ? 1 : epsilon * value));
    raw.forEach((value, i) => {
      if (value === largest) dense.add(i);
    });
  }
}

/** eps = (sum of d n_l over sparse layers - sum of (1 - d) n_l over dense ones) / sum of raw_l n_l over sparse layers. */
function scaleFactor(
  raw: readonly number[],
  sizes: readonly number[],
  dense: ReadonlySet<number>,
  density: number,
): number {
  let kept = 0;
  let divisor = 0;
  sizes.forEach((size, i) => {
    const zeros = size * (1 - density);
    if (dense.has(i)) kept -= zeros;
    else {
      kept += size * density;
      divisor += (raw[i] as number) * size;
    }
  });
  return divisor === 0 ? 0 : kept / divisor;
}
