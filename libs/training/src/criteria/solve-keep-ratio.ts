import { totalWeights, weightCount, type TaskScores } from '@metasparse/sparsity';
import { votesNeeded, type Arbiter } from './arbiter.js';
import { keptByCandidate, type KeepCounts } from './candidate-levels.js';

/** What the target sparsity is measured on: the shared backbone, or the whole net with all heads. */
export type SparsityScope = 'backbone' | 'net';

export interface SparsityTarget {
  readonly scope: SparsityScope;
  /** Fraction of zeros, in (0, 1). */
  readonly sparsity: number;
}

/** The keep ratio that reaches a target. */
export interface SolvedKeepRatio {
  /** Common keep ratio of the tasks, before their masks are joined: kept of the first task / its weights. */
  readonly keepRatio: number;
  /** K of each task. Tasks differ from keepRatio * n by less than two weights. */
  readonly numToKeep: KeepCounts;
  readonly scope: SparsityScope;
  readonly weights: number;
  /** round((1 - sparsity) * weights). */
  readonly target: number;
  /** Weights the joined masks keep in the scope. */
  readonly kept: number;
  /**
   * target - kept: above 0 only where weights of equal score could only have been kept together, and one more would
   * have overshot by them.
   */
  readonly shortfall: number;
}

/** A sparsity that no keep ratio comes near. */
export class UnreachableSparsityError extends RangeError {
  override readonly name = 'UnreachableSparsityError';

  /**
   * @param below the most weights that can be kept without keeping more than the target; null where none can
   * @param above the fewest that can be kept above the target; null where none can
   */
  constructor(
    scope: SparsityScope,
    readonly weights: number,
    readonly target: number,
    readonly below: number | null,
    readonly above: number | null,
  ) {
    const nearest = [below, above].filter((kept) => kept !== null).join(' or ');
    super(
      `no keep ratio reaches the sparsity: ${target} of ${weights} weights of the ${scope} have to be kept, the nearest ` +
        `masks keep ${nearest}`,
    );
  }
}

/** Ties may leave the target short by this share of the weights in scope; more is refused. */
const LARGEST_SHORTFALL = 1e-3;
/** Candidates tried in one pass over the scores. */
const CANDIDATES = 31;

/**
 * Finds the keep ratio with which the joined masks have exactly the target sparsity, instead of the published tuned
 * constants. Position p counts single steps of K, taken by the tasks in turn in proportion to their sizes, so that
 * kept(p) rises by at most one weight a step but for ties; p is found by bisection with 31 candidates a pass.
 * @throws RangeError for a sparsity outside (0, 1); UnreachableSparsityError where no keep ratio comes near it: equal
 *   scores on so many weights that they decide alone, or a target that even all (or one weight a task) miss.
 */
export function solveKeepRatio(
  tasks: readonly TaskScores[],
  arbiter: Arbiter,
  { scope, sparsity }: SparsityTarget,
): SolvedKeepRatio {
  if (!(sparsity > 0 && sparsity < 1))
    throw new RangeError(`sparsity is ${sparsity}, it has to lie between 0 and 1`);
  const [first] = tasks;
  if (first === undefined) throw new RangeError('0 tasks were given, at least 1 is needed');
  const sizes = tasks.map(totalWeights);
  const weights = scopeWeights(tasks, scope);
  const target = Math.round((1 - sparsity) * weights);
  const votes = votesNeeded(arbiter, tasks.length);
  const measure = (positions: readonly number[]): number[] =>
    keptByCandidate(
      tasks,
      positions.map((p) => countsAt(p, sizes)),
      votes,
      scope === 'net',
    );
  const best = bisect(tasks.length, tasks.length * Math.max(...sizes), target, measure);
  const numToKeep = countsAt(best.position, sizes);
  const shortfall = target - best.kept;
  if (shortfall < 0 || shortfall > Math.max(1, LARGEST_SHORTFALL * weights))
    throw new UnreachableSparsityError(
      scope,
      weights,
      target,
      shortfall < 0 ? null : best.kept,
      shortfall < 0 ? best.kept : best.above,
    );
  const keepRatio = (numToKeep[0] as number) / (sizes[0] as number);
  return { keepRatio, numToKeep, scope, weights, target, kept: best.kept, shortfall };
}

/** K of each task at position p: p is dealt to the tasks in turn, then scaled to their sizes; at least 1. */
function countsAt(p: number, sizes: readonly number[]): KeepCounts {
  const largest = Math.max(...sizes);
  return sizes.map((size, t) => {
    const dealt = Math.floor((p + sizes.length - 1 - t) / sizes.length);
    return Math.max(1, Math.floor((dealt * size) / largest));
  });
}

/** The largest position that keeps at most `target`, the smallest one if even that keeps more. */
function bisect(
  from: number,
  to: number,
  target: number,
  measure: (positions: readonly number[]) => number[],
): { position: number; kept: number; above: number | null } {
  let low = { position: from, kept: measure([from])[0] as number };
  let above = to + 1;
  let keptAbove: number | null = null;
  while (above - low.position > 1) {
    const positions = between(low.position, above);
    const kept = measure(positions);
    const next = kept.findIndex((count) => count > target);
    const last = next === -1 ? positions.length - 1 : next - 1;
    if (next !== -1) {
      above = positions[next] as number;
      keptAbove = kept[next] as number;
    }
    if (last >= 0) low = { position: positions[last] as number, kept: kept[last] as number };
    if (low.kept > target) break;
  }
  return { ...low, above: keptAbove };
}

/** Up to 31 positions spread evenly strictly between two. */
function between(low: number, above: number): number[] {
  const gaps = Math.min(CANDIDATES + 1, above - low);
  const positions = Array.from(
    { length: gaps - 1 },
    (_, i) => low + Math.floor(((i + 1) * (above - low)) / gaps),
  );
  return [...new Set(positions)];
}

function scopeWeights(tasks: readonly TaskScores[], scope: SparsityScope): number {
  const count = (task: TaskScores, from: number, to: number): number =>
    task.layers.slice(from, to).reduce((sum, layer) => sum + weightCount(layer), 0);
  const backbone = count(tasks[0] as TaskScores, 0, (tasks[0] as TaskScores).backboneLayers);
  if (scope === 'backbone') return backbone;
  return tasks.reduce((sum, task) => sum + count(task, task.backboneLayers, task.layers.length), backbone);
}
