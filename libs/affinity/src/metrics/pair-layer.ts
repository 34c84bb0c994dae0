import type { SeedMeasures } from '../measure/measures.js';

/** One task's side of a pair in one layer at one keep ratio. */
export interface PairSide {
  readonly kept: number;
  /** Kept weights of filter number l of layer l; null where there is none. */
  readonly keptInOwnFilter: number | null;
  /** Sums of normalised saliencies, over all and over kept weights. */
  readonly sum: number;
  readonly maskedSum: number;
  readonly square: number;
  readonly maskedSquare: number;
}

/** Two tasks in one backbone layer at one keep ratio: what every metric and weighting is a function of. */
export interface PairLayer {
  readonly index: number;
  readonly name: string;
  readonly weights: number;
  readonly filterWeights: number;
  readonly a: PairSide;
  readonly b: PairSide;
  readonly both: number;
  readonly dot: number;
  readonly maskedDot: number;
}

/**
 * The backbone layers of a pair, in index order.
 * @throws RangeError where the measures have no such pair or ratio.
 */
export function pairLayers(measures: SeedMeasures, pair: number, ratio: number): readonly PairLayer[] {
  const tasks = measures.pairs[pair];
  if (tasks === undefined || measures.keepRatios[ratio] === undefined) {
    throw new RangeError(
      `pair ${pair} at ratio ${ratio} is not one of ${measures.pairs.length} pairs and ${measures.keepRatios.length} ratios`,
    );
  }
  return measures.layers.map((layer, index) => {
    const shared = layer.pairs[pair];
    return {
      index,
      name: layer.name,
      weights: layer.weights,
      filterWeights: layer.filterWeights,
      a: side(layer.tasks[tasks[0]], ratio),
      b: side(layer.tasks[tasks[1]], ratio),
      both: at(shared?.both, ratio),
      dot: shared?.dot ?? 0,
      maskedDot: at(shared?.maskedDot, ratio),
    };
  });
}

function side(task: SeedMeasures['layers'][number]['tasks'][number] | undefined, ratio: number): PairSide {
  return {
    kept: at(task?.kept, ratio),
    keptInOwnFilter: task?.keptInOwnFilter == null ? null : at(task.keptInOwnFilter, ratio),
    sum: task?.sum ?? 0,
    maskedSum: at(task?.maskedSum, ratio),
    square: task?.square ?? 0,
    maskedSquare: at(task?.maskedSquare, ratio),
  };
}

function at(values: readonly number[] | undefined, index: number): number {
  return values?.[index] ?? 0;
}
