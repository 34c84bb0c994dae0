import { permutations, type Permutations } from '../permutation/permutations.js';
import { relabelledPairs, type Pair } from '../permutation/relabelled-pairs.js';
import type { AnalysisInput, AnalysisSettings } from './analyse.js';
import type { ArrangementKind } from './validation-file.js';

/** list[arrangement][pair] is the pair whose gain it gets. */
export interface Arrangements extends Permutations {
  readonly kind: ArrangementKind;
}

/** By the labels of the tasks, where no pair is missing, and by the pairs. */
export function arrangementsOf(
  { tasks, pairs }: Pick<AnalysisInput, 'tasks' | 'pairs'>,
  { most, draws, seed }: Pick<AnalysisSettings, 'most' | 'draws' | 'seed'>,
): Arrangements[] {
  const limits = { most, draws, seed };
  const places = pairs.map(([a, b]): Pair => [tasks.indexOf(a), tasks.indexOf(b)]);
  const byPairs = { kind: 'pairs' as const, ...permutations(pairs.length, limits) };
  if (!isComplete(tasks, places)) return [byPairs];
  const { exact, list } = permutations(tasks.length, limits);
  return [{ kind: 'tasks', exact, list: list.map((labels) => relabelledPairs(places, labels)) }, byPairs];
}

function isComplete(tasks: readonly string[], pairs: readonly Pair[]): boolean {
  const unordered = new Set(pairs.map(([a, b]) => `${Math.min(a, b)},${Math.max(a, b)}`));
  const all = (tasks.length * (tasks.length - 1)) / 2;
  return unordered.size === all && (pairs.length === all || pairs.length === 2 * all);
}
