import fc from 'fast-check';
import { expect, it } from 'vitest';
import { packMask, unpackMask } from '@metasparse/sparsity';
import { ARBITERS, arbitrate, votesNeeded } from './arbiter.js';

const masks = fc
  .integer({ min: 1, max: 5 })
  .chain((tasks) =>
    fc.array(fc.array(fc.boolean(), { minLength: tasks, maxLength: tasks }), { minLength: 1, maxLength: 60 }),
  );

it.each(ARBITERS)('keeps by %s what enough tasks keep', (arbiter) => {
  fc.assert(
    fc.property(masks, (elements) => {
      const tasks = elements[0]?.length ?? 0;
      const packed = Array.from({ length: tasks }, (_, t) =>
        packMask(elements.map((votes) => votes[t] === true)),
      );
      const expected = elements.map((votes) =>
        Number(votes.filter(Boolean).length >= votesNeeded(arbiter, tasks)),
      );
      expect([...unpackMask(arbitrate(packed, arbiter))]).toEqual(expected);
    }),
  );
});
