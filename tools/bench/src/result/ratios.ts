import type { Measurements } from '../run/rounds.js';
import type { Configuration } from '../subjects/configurations.js';
import type { SubjectId } from '../subjects/subjects.js';
import { median, ratioOf, type Spread } from './spread.js';

/** A ratio between two subjects of one run, and what is wanted of it. */
export interface Ratio {
  readonly what: string;
  readonly value: Spread;
  readonly target: Target | undefined;
  /** Whether the median meets the target; undefined without one. */
  readonly met: boolean | undefined;
}

export interface Target {
  readonly relation: '>=' | '<=' | '>' | '<';
  readonly bound: number;
}

interface Question {
  readonly what: string;
  readonly quantity: 'speed' | 'memory';
  readonly ours: SubjectId;
  readonly other: SubjectId;
  readonly target?: Target;
}

/** Every ratio whose two subjects were measured: speed is other / ours in seconds, memory is ours / other in bytes. */
export function ratiosOf(config: Configuration, measured: Measurements): readonly Ratio[] {
  return questions(config).flatMap((question) => {
    const ours = values(measured, question.ours, question.quantity);
    const other = values(measured, question.other, question.quantity);
    if (ours === undefined || other === undefined) return [];
    const value = question.quantity === 'speed' ? ratioOf(other, ours) : ratioOf(ours, other);
    const { what, target } = question;
    return [{ what, value, target, met: target === undefined ? undefined : meets(value.median, target) }];
  });
}

function questions(config: Configuration): readonly Question[] {
  const asWritten = { relation: '>=', bound: config.fasterThanReference } as const;
  return [
    speed('fp32: ours against the original loop', 'ours-fp32', 'reference-fp32', asWritten),
    speed('fp32: ours against channels_last', 'ours-fp32', 'channels-last-fp32'),
    speed('fp32: ours against tuned PyTorch', 'ours-fp32', 'tuned-fp32', { relation: '>=', bound: 1.15 }),
    speed('mixed against our fp32', 'ours-mixed', 'ours-fp32', { relation: '>=', bound: 1.45 }),
    speed('mixed against the original loop in bf16', 'ours-mixed', 'reference-bf16'),
    speed('mixed against channels_last in bf16', 'ours-mixed', 'channels-last-bf16'),
    speed('mixed against tuned PyTorch in bf16', 'ours-mixed', 'tuned-bf16', { relation: '>', bound: 1 }),
    memory('fp32: ours to the original loop', 'ours-fp32', 'reference-fp32', { relation: '<=', bound: 0.55 }),
    memory('fp32: ours to tuned PyTorch', 'ours-fp32', 'tuned-fp32', { relation: '<', bound: 1 }),
    memory('mixed to tuned PyTorch in bf16', 'ours-mixed', 'tuned-bf16', { relation: '<', bound: 1 }),
  ];
}

function speed(what: string, ours: SubjectId, other: SubjectId, target?: Target): Question {
  return {
    what: `speed, ${what}`,
    quantity: 'speed',
    ours,
    other,
    ...(target === undefined ? {} : { target }),
  };
}

function memory(what: string, ours: SubjectId, other: SubjectId, target: Target): Question {
  return { what: `memory, ${what}`, quantity: 'memory', ours, other, target };
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
