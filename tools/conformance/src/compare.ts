import type { CheckResult } from './check.js';

/** Collects comparisons of one kind and reports the worst. */
export class Comparison {
  readonly #check: string;
  readonly #tolerance: number;
  #worst = 0;
  #where = '';
  #count = 0;

  constructor(check: string, tolerance: number) {
    this.#check = check;
    this.#tolerance = tolerance;
  }

  /** |actual - expected| / scale; a value that is not a number never agrees. */
  add(where: string, actual: number | undefined, expected: number, scale = 1): void {
    this.#count++;
    const difference = Math.abs((actual ?? NaN) - expected) / scale;
    const worst = Number.isNaN(difference) ? Infinity : difference;
    if (worst >= this.#worst) {
      this.#worst = worst;
      this.#where = `${where}: ${actual} against ${expected}`;
    }
  }

  /** Relative difference. */
  addRelative(where: string, actual: number | undefined, expected: number): void {
    this.add(where, actual, expected, Math.max(Math.abs(expected), Number.MIN_VALUE));
  }

  addAll(where: string, actual: ArrayLike<number>, expected: readonly number[], scale = 1): void {
    expected.forEach((value, i) => {
      this.add(`${where}[${i}]`, actual[i], value, scale);
    });
  }

  result(): CheckResult {
    return {
      check: this.#check,
      worst: this.#worst,
      tolerance: this.#tolerance,
      pass: this.#count > 0 && this.#worst <= this.#tolerance,
      detail: this.#count === 0 ? 'nothing was compared' : this.#where,
    };
  }
}

export function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function sumOfMagnitudes(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += Math.abs(value);
  return total;
}
