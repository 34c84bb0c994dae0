import { describe, expect, it } from 'vitest';
import { runFixture } from '../run-fixture.js';
import { similarityFixture } from '../similarity-fixture.js';
import { caveats } from './caveats.js';

const all = (...args: Parameters<typeof caveats>) => caveats(...args).join('\n');

describe('caveats', () => {
  it('give the chance level of CSS at the run’s number of batches', () => {
    expect(all(similarityFixture({ batches: 1 }), runFixture())).toContain('0.637 after 1 batch,');
    expect(all(similarityFixture({ batches: 50 }), runFixture())).toContain('0.989 after 50 batches,');
  });

  it('say that three pairs cannot be significant', () => {
    expect(all(similarityFixture(), runFixture())).toContain(
      'Three pairs can be ordered in 6 ways, so an order expected beforehand turns up by luck once in 6: agreement with it cannot be significant.',
    );
  });

  it('say nothing of orders where there is one pair', () => {
    expect(all(similarityFixture({ tasks: ['seg', 'sn'] }), runFixture())).not.toContain('ordered');
  });

  it('name tasks that had batches without a label', () => {
    const run = {
      ...runFixture(),
      tasks: {
        seg: { batchesUsed: 18, batchesWithoutLabel: 2 },
        sn: { batchesUsed: 20, batchesWithoutLabel: 0 },
      },
    };
    expect(all(similarityFixture(), run)).toContain('add nothing to a task’s saliency: seg (2 of 20).');
  });

  it('end with the file’s own notes', () => {
    expect(caveats(similarityFixture(), runFixture()).at(-1)).toMatch(/^At 90 % sparsity no weight/);
  });
});
