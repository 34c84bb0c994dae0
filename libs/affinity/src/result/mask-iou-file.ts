import type { Compat } from '@metasparse/scenenet';
import type { MaskIou } from '../metrics/mask-iou.js';

/** One backbone layer over all seeds; `null` stands for not a number. */
export interface MaskIouRow {
  readonly layer: string;
  /** Weights of the layer. */
  readonly weights: number;
  /** Mean over the seeds; `null` where one of them has no number. */
  readonly mean: number | null;
  /** In the order of `seeds`. */
  readonly seedValues: readonly (number | null)[];
}

/** `iou.json`: weights shared among the tasks, layer by layer. */
export interface MaskIouFile {
  readonly schema: 'metasparse.iou/v1';
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly seeds: readonly number[];
  readonly batches: number;
  readonly batchSize: number;
  /** Fraction of a task's weights, backbone and head together, that its mask keeps. */
  readonly keepRatio: number;
  /** `correct`: kept by all / kept by any. `reference`: kept by exactly two / (by exactly one + by exactly two). */
  readonly compat: Compat;
  /** Backbone layers in module order: the downsampling layers come last. */
  readonly layers: readonly MaskIouRow[];
  /** Pooled over all layers: quotient of the summed counts, not a mean of the layers. */
  readonly total: Omit<MaskIouRow, 'layer'>;
}

export interface MaskIouSettings {
  readonly dataset: string;
  readonly tasks: readonly string[];
  readonly seeds: readonly number[];
  readonly batches: number;
  readonly batchSize: number;
  readonly keepRatio: number;
  readonly compat: Compat;
}

/**
 * Gathers the seeds of one run.
 * @param weights weights of each backbone layer.
 * @throws RangeError unless there is one result a seed, at least one, and one row a layer in each.
 */
export function buildMaskIouFile(
  settings: MaskIouSettings,
  weights: readonly number[],
  results: readonly MaskIou[],
): MaskIouFile {
  const [first] = results;
  if (first === undefined || results.length !== settings.seeds.length)
    throw new RangeError(`${results.length} results for ${settings.seeds.length} seeds, one each is needed`);
  const odd = results.find(({ layers }) => layers.length !== weights.length);
  if (odd !== undefined)
    throw new RangeError(`a seed has ${odd.layers.length} layers, ${weights.length} are needed`);
  const layers = first.layers.map(({ name }, l) => ({
    layer: name,
    ...overSeeds(
      weights[l] as number,
      results.map((result) => result.layers[l]?.iou ?? NaN),
    ),
  }));
  const all = weights.reduce((sum, n) => sum + n, 0);
  const total = overSeeds(
    all,
    results.map((result) => result.total),
  );
  return { schema: 'metasparse.iou/v1', ...settings, layers, total };
}

function overSeeds(weights: number, values: readonly number[]): Omit<MaskIouRow, 'layer'> {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { weights, mean: orNull(mean), seedValues: values.map(orNull) };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** A line a layer and one for `total`, as tab-separated values under a header: full precision, `nan` for no number. */
export function maskIouTsv({ seeds, layers, total }: MaskIouFile): string {
  const header = ['layer', 'weights', 'mean', ...seeds.map((seed) => `seed_${seed}`)];
  const lines = [...layers, { layer: 'total', ...total }].map(({ layer, weights, mean, seedValues }) => [
    layer,
    weights,
    mean ?? 'nan',
    ...seedValues.map((value) => value ?? 'nan'),
  ]);
  return [header, ...lines].map((cells) => `${cells.join('\t')}\n`).join('');
}
