import type { SubjectId } from '../subjects/subjects.js';

export interface Target {
  readonly relation: '>=' | '<=' | '>' | '<';
  readonly bound: number;
}

/** A ratio that is asked for: speed is others / ours in seconds, memory is ours / others in bytes. */
export interface Question {
  readonly what: string;
  readonly quantity: 'speed' | 'memory';
  readonly ours: SubjectId;
  /** The best of them in each round counts. */
  readonly others: readonly SubjectId[];
  readonly target: Target | undefined;
}

export function speed(
  what: string,
  ours: SubjectId,
  others: readonly SubjectId[],
  target?: Target,
): Question {
  return { what: `speed, ${what}`, quantity: 'speed', ours, others, target };
}

export function memory(
  what: string,
  ours: SubjectId,
  others: readonly SubjectId[],
  target?: Target,
): Question {
  return { what: `memory, ${what}`, quantity: 'memory', ours, others, target };
}

/** Speed against the fastest of PyTorch's ways, memory against the smallest. */
export function compareWithBest(
  what: string,
  ours: SubjectId,
  others: readonly SubjectId[],
  target: Target,
): readonly Question[] {
  return [
    speed(`${what}: ours against PyTorch's fastest`, ours, others, target),
    memory(`${what}: ours to PyTorch's smallest`, ours, others, { relation: '<=', bound: 1 }),
  ];
}
