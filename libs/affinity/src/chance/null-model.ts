import { type UpperTail, upperTail } from './upper-tail.js';

/** Largest |w| that is integrated over, and how many trapezoids of it. */
const W_MAX = 9;
const W_STEPS = 512;
const BISECTIONS = 48;

/** Values of |w|; the first stands for the limit at 0. */
const SIZES = Float64Array.from({ length: W_STEPS + 1 }, (_, k) => (Math.max(k, 1e-9) * W_MAX) / W_STEPS);
/** Their masses under the half-normal density, by the trapezoidal rule. */
const MASSES = SIZES.map((w, k) => {
  const density = Math.sqrt(2 / Math.PI) * Math.exp((-w * w) / 2);
  return (density * (k === 0 ? 0.5 : 1) * W_MAX) / W_STEPS;
});

/** What two unrelated tasks would score in a layer, after a given number of batches. */
export interface NullModel {
  readonly batches: number;
  /** Cosine of the saliencies: 1 / (1 + (pi/2 - 1) / N), whatever the layer. */
  readonly sals: number;
  /** Cosine of the masked saliencies where the tasks keep these fractions of the layer. */
  maskedSals(keepA: number, keepB: number): number;
  /** Kept by both / kept by any, likewise; NaN where both keep nothing. */
  iou(keepA: number, keepB: number): number;
  /** Share of a task's saliency that lies inside the mask of another which keeps this fraction of the layer. */
  share(keep: number): number;
}

/**
 * The null model of a layer after N batches. Every weight has one |w|, drawn half-normal and shared by the tasks; each
 * task t has N batch gradients per weight, independent, zero-mean and Gaussian of one scale. Then the saliency of a
 * weight is |w| G_t, with G_t = |g_1| + … + |g_N| independent between tasks. (Scales cancel in every ratio below.)
 *
 * - sals: E[w²] E[G]² / (E[w²] E[G²]) = (2/pi N²) / (N + N(N-1) 2/pi) = 1 / (1 + (pi/2 - 1)/N).
 * - The threshold is global, so in one layer it is a number c_t with P(|w| G_t >= c_t) = keep_t. Given |w|, the tasks
 *   are independent. With S(x) = P(G >= x), M1(x) = E[G 1(G >= x)], M2(x) = E[G² 1(G >= x)] and expectations over
 *   |w|:
 *     kept by both  = E[S(c_a/|w|) S(c_b/|w|)]
 *     iou           = both / (keep_a + keep_b - both)
 *     masked_sals   = E[w² M1(c_a/|w|) M1(c_b/|w|)] / sqrt(E[w² M2(c_a/|w|)] E[w² M2(c_b/|w|)])
 *     share         = E[|w| S(c_a/|w|)] / E[|w|], of b's saliency inside a's mask
 *
 * G's distribution is computed by convolution, the expectations by the trapezoidal rule over |w| (the integrands are
 * even and smooth, so it converges quickly), c by bisection. These are limits for large layers; with a few dozen kept
 * weights single values scatter widely around them.
 *
 * @throws RangeError unless `batches` is an integer of at least 1; the functions, for fractions outside [0, 1].
 */
export function nullModel(batches: number): NullModel {
  const tail = upperTail(batches);
  const known = new Map<number, TaskSide>();
  const sideOf = (keep: number): TaskSide => {
    const side = known.get(keep) ?? taskSide(tail, checkedFraction(keep), batches);
    known.set(keep, side);
    return side;
  };
  return {
    batches,
    sals: chanceSals(batches),
    maskedSals: (keepA, keepB) => maskedCosine(tail, sideOf(keepA), sideOf(keepB)),
    iou: (keepA, keepB) => {
      const [a, b] = [sideOf(keepA).cut, sideOf(keepB).cut];
      const both = overWeights((w) => tail.probability(a / w) * tail.probability(b / w));
      return both / (keepA + keepB - both);
    },
    share: (keep) => {
      const { cut } = sideOf(keep);
      return overWeights((w) => w * tail.probability(cut / w)) / overWeights((w) => w);
    },
  };
}

/** A task that keeps a certain fraction of the layer: its threshold, and the norm of what it keeps. */
interface TaskSide {
  readonly cut: number;
  /** sqrt(E[w² M2(cut/|w|)]). */
  readonly norm: number;
}

function taskSide(tail: UpperTail, keep: number, batches: number): TaskSide {
  const cut = findCut(tail, keep, batches);
  return { cut, norm: Math.sqrt(overWeights((w) => w * w * tail.second(cut / w))) };
}

/** Chance level of `sals` after N batches: 1 / (1 + (pi/2 - 1) / N); .637 at 1, .778 at 2, .897 at 5, .989 at 50. */
export function chanceSals(batches: number): number {
  return 1 / (1 + (Math.PI / 2 - 1) / batches);
}

/** Chance level of `masked_sals` in a layer of which the tasks keep these fractions; see `nullModel`. */
export function chanceMaskedSals(batches: number, keepA: number, keepB: number): number {
  return nullModel(batches).maskedSals(keepA, keepB);
}

/** Chance level of `iou` in a layer under the same model; see `nullModel`. */
export function chanceIou(batches: number, keepA: number, keepB: number): number {
  return nullModel(batches).iou(keepA, keepB);
}

/** IoU of two masks drawn independently, sharing not even |w|: p_a p_b / (p_a + p_b - p_a p_b). */
export function independentIou(keepA: number, keepB: number): number {
  const both = checkedFraction(keepA) * checkedFraction(keepB);
  return both / (keepA + keepB - both);
}

function maskedCosine(tail: UpperTail, a: TaskSide, b: TaskSide): number {
  const dot = overWeights((w) => w * w * tail.first(a.cut / w) * tail.first(b.cut / w));
  return dot === 0 ? 0 : dot / (a.norm * b.norm);
}

/** The cut c with P(|w| G >= c) = keep. */
function findCut(tail: UpperTail, keep: number, batches: number): number {
  if (keep === 0) {
    return Infinity;
  }
  let low = 0;
  let high = W_MAX * (batches + W_MAX * Math.sqrt(batches));
  for (let i = 0; i < BISECTIONS; i++) {
    const middle = (low + high) / 2;
    const kept = overWeights((w) => tail.probability(middle / w));
    [low, high] = kept >= keep ? [middle, high] : [low, middle];
  }
  return low;
}

/** E[f(|w|)] for a standard normal w. */
function overWeights(f: (w: number) => number): number {
  let total = 0;
  for (let k = 0; k < SIZES.length; k++) {
    total += (MASSES[k] as number) * f(SIZES[k] as number);
  }
  return total;
}

function checkedFraction(keep: number): number {
  if (!(keep >= 0 && keep <= 1)) {
    throw new RangeError(`a kept fraction is ${keep}, it has to lie in [0, 1]`);
  }
  return keep;
}
