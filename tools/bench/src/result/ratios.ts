import type { Measurements } from '../run/rounds.js';
import type { SubjectId } from '../subjects/subjects.js';
import type { Question, Target } from './questions.js';
import { median, ratioOf, type Spread } from './spread.js';

/** A ratio between two subjects of one run, and what is wanted of it. */
export interface Ratio {
  readonly what: string;
  readonly value: Spread;
  readonly target: Target | undefined;
  /** Whether the median meets the target; undefined without one. */
  readonly met: boolean | undefined;
}

/** The answers to the questions whose subjects were measured; of several others, those that were. */
export function ratiosOf(questions: readonly Question[], measured: Measurements): readonly Ratio[] {
  return questions.flatMap(({ what, quantity, ours: oursId, others, target }) => {
    const ours = values(measured, oursId, quantity);
    const best = bestOf(others.map((id) => values(measured, id, quantity) ?? []));
    if (ours === undefined || best.length === 0) return [];
    const value = quantity === 'speed' ? ratioOf(best, ours) : ratioOf(ours, best);
    return [{ what, value, target, met: target === undefined ? undefined : meets(value.median, target) }];
  });
}

/** The least of each round. */
function bestOf(subjects: readonly (readonly number[])[]): readonly number[] {
  const known = subjects.filter((rounds) => rounds.length > 0);
  const rounds = Math.min(...known.map(({ length }) => length));
  if (known.length === 0) return [];
  return Array.from({ length: rounds }, (_, round) =>
    Math.min(...known.map((one) => one[round] ?? Infinity)),
  );
}

function values(measured: Measurements, id: SubjectId, quantity: 'speed' | 'memory'): number[] | undefined {
  return measured[id]?.map((one) => (quantity === 'speed' ? median(one.secondsPerBatch) : one.peakRssBytes));
}

export function meets(value: number, { relation, bound }: Target): boolean {
  switch (relation) {
    case '>=':
      return value >= bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '<':
      return value < bound;
  }
}
