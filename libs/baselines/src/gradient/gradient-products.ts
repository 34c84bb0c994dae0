/** products[layer][a][b]: the scalar product of the gradients of tasks a and b; NaN where a task has none. */
export type GradientProducts = readonly (readonly (readonly number[])[])[];

/**
 * All scalar products of the tasks' gradients, layer by layer, in float64. gradients[task][layer]; null for a task without a labelled
 * pixel.
 */
export function gradientProducts(gradients: readonly (readonly Float32Array[] | null)[]): GradientProducts {
  const layers = gradients.find((task) => task !== null)?.length ?? 0;
  return Array.from({ length: layers }, (_, layer) => {
    const product = (a: number, b: number): number => {
      const [x, y] = [gradients[a]?.[layer], gradients[b]?.[layer]];
      return x === undefined || y === undefined ? NaN : dot(x, y);
    };
    const table = gradients.map((_, a) => gradients.map((_, b) => (b < a ? 0 : product(a, b))));
    return table.map((row, a) => row.map((value, b) => (b < a ? (table[b]?.[a] as number) : value)));
  });
}

/** The products over all layers together. */
export function totalProducts(products: GradientProducts): number[][] {
  const tasks = products[0]?.length ?? 0;
  return Array.from({ length: tasks }, (_, a) =>
    Array.from({ length: tasks }, (_, b) =>
      products.reduce((sum, layer) => sum + (layer[a]?.[b] as number), 0),
    ),
  );
}

/** Cosine of the angle between two gradients, from their products; NaN where one is zero or missing. */
export function gradientCosine(products: readonly (readonly number[])[], a: number, b: number): number {
  return at(products, a, b) / Math.sqrt(at(products, a, a) * at(products, b, b));
}

/** The shorter length over the longer one: 1 for equal ones. NaN where one is zero or missing. */
export function gradientNormRatio(products: readonly (readonly number[])[], a: number, b: number): number {
  const ratio = Math.sqrt(at(products, a, a) / at(products, b, b));
  return ratio > 0 && Number.isFinite(ratio) ? Math.min(ratio, 1 / ratio) : NaN;
}

function at(products: readonly (readonly number[])[], a: number, b: number): number {
  return products[a]?.[b] as number;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
