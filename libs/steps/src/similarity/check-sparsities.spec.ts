import { InvalidArgumentError } from '@metasparse/contracts';
import { expect, it } from 'vitest';
import { netPlan } from './block-scorer.js';
import { checkSparsities } from './check-sparsities.js';

const settings = {
  dataset: 'nyuv2',
  tasks: ['seg', 'depth'],
  width: 1 / 32,
  keepRatios: 'published',
} as const;

it('refuses a sparsity at which a task keeps no weight, in words', () => {
  const check = (sparsities: readonly number[]) => (): void => {
    checkSparsities({ ...settings, sparsities }, netPlan(settings));
  };
  expect(check([1e-7, 30, 90, 99.9])).not.toThrow();
  expect(check([30, 99.99999])).toThrow(InvalidArgumentError);
  expect(check([30, 99.99999])).toThrow(/--sparsities has 99.99999: of the \d+ weights of task seg none/);
});
