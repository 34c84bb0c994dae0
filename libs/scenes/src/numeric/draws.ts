import { counterKey, uniform } from '@metasparse/scenenet';

/** What numbers are drawn for; each purpose has its own stream, so that one more draw in one changes no other. */
export const PURPOSES = [
  'room',
  'camera',
  'style',
  'openings',
  'plan',
  'lights',
  'noise',
  'control',
] as const;
export type Purpose = (typeof PURPOSES)[number];

/**
 * Numbers of one purpose of one scene: draw `i` is a function of (seed, index, attempt, purpose, i) alone.
 */
export class Draws {
  private drawn = 0;

  constructor(readonly key: number) {}

  static of(seed: number, index: number, attempt: number, purpose: Purpose): Draws {
    return new Draws(counterKey(seed, index, attempt, PURPOSES.indexOf(purpose)));
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return uniform(this.key, this.drawn++);
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.unit();
  }

  /** Uniform whole number in [0, count). */
  below(count: number): number {
    return Math.floor(this.unit() * count);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  /** @throws RangeError for an empty list. */
  pick<T>(list: readonly T[]): T {
    const item = list[this.below(list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from: the list is empty');
    return item;
  }

  /** A key of its own, for textures. */
  fork(): number {
    return counterKey(this.key, this.drawn++);
  }
}
