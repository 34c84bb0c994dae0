/** Everything the four metrics and seven weightings need to know about one task in one backbone layer. */
export interface TaskLayerMeasure {
  /** Kept weights at each keep ratio, in the order of the run's ratios. */
  readonly kept: readonly number[];
  /** Kept weights among filter number l of layer l (quirk 1); null where the layer has no filter of that number. */
  readonly keptInOwnFilter: readonly number[] | null;
  /** Sum of normalised saliencies. */
  readonly sum: number;
  /** The same over kept weights, at each keep ratio. */
  readonly maskedSum: readonly number[];
  /** Sum of squared normalised saliencies. */
  readonly square: number;
  /** The same over kept weights, at each keep ratio. */
  readonly maskedSquare: readonly number[];
}

/** What two tasks share in one backbone layer. */
export interface PairLayerMeasure {
  /** Weights kept by both, at each keep ratio. */
  readonly both: readonly number[];
  /** Sum of products of normalised saliencies. */
  readonly dot: number;
  /** The same over weights kept by both, at each keep ratio. */
  readonly maskedDot: readonly number[];
}

export interface LayerMeasure {
  readonly name: string;
  readonly weights: number;
  /** Weights of one filter. */
  readonly filterWeights: number;
  /** In task order. */
  readonly tasks: readonly TaskLayerMeasure[];
  /** In pair order. */
  readonly pairs: readonly PairLayerMeasure[];
}

/**
 * One seed's saliencies, reduced to what similarity needs: a few numbers per layer, task and pair, plain and
 * JSON-able, so that a run of many seeds never holds the saliencies of two.
 */
export interface SeedMeasures {
  readonly tasks: readonly string[];
  /** Indices into `tasks`. */
  readonly pairs: readonly (readonly [number, number])[];
  readonly keepRatios: readonly number[];
  /** Backbone layers in index order. */
  readonly layers: readonly LayerMeasure[];
  /** headKept[task][ratio]: kept weights of each task's own head. */
  readonly headKept: readonly (readonly number[])[];
}

/** All pairs of different tasks, in task order: (0,1), (0,2), …, (1,2), … */
export function taskPairs(tasks: number): readonly (readonly [number, number])[] {
  return Array.from({ length: tasks }, (_, a) => a).flatMap((a) =>
    Array.from({ length: tasks - a - 1 }, (_, i) => [a, a + 1 + i] as const),
  );
}
