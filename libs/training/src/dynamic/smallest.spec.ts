import fc from 'fast-check';
import { expect, it } from 'vitest';
import { smallest } from './smallest.js';

const keys = fc.uint32Array({ minLength: 1, maxLength: 200, max: 0xffffffff });
const fewKeys = fc.array(fc.constantFrom(0, 1, 65_535, 65_536, 0xffffffff), { minLength: 1, maxLength: 100 });

function sorted(values: ArrayLike<number>, count: number, eligible: (i: number) => boolean): number[] {
  const order = Array.from(values, (_, i) => i).filter(eligible);
  order.sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
  return order.slice(0, count).sort((a, b) => a - b);
}

it('takes what sorting would take, the lower index first among equals', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        keys,
        fewKeys.map((values) => Uint32Array.from(values)),
      ),
      fc.nat(),
      (values, n) => {
        const count = n % (values.length + 1);
        expect([...smallest(values, count)]).toEqual(sorted(values, count, () => true));
      },
    ),
  );
});

it('looks only at eligible elements, and refuses more than there are', () => {
  fc.assert(
    fc.property(
      keys,
      fc.nat(),
      fc.uint8Array({ minLength: 200, maxLength: 200, max: 1 }),
      (values, n, marks) => {
        const eligible = marks.slice(0, values.length);
        const available = eligible.reduce((sum, mark) => sum + mark, 0);
        const count = n % (available + 1);
        expect([...smallest(values, count, eligible)]).toEqual(
          sorted(values, count, (i) => eligible[i] === 1),
        );
        expect(() => smallest(values, available + 1, eligible)).toThrow(RangeError);
      },
    ),
  );
});
