import { expect, it } from 'vitest';
import { sharedFolder } from '../src/config.js';
import { checkTorch } from '../src/command/check-torch.js';

it('compares saliencies and training steps with the values that ours is held to', async () => {
  const table = await checkTorch(
    { shared: sharedFolder(), file: 'narrow_225' },
    new AbortController().signal,
  );
  const lines = table.trim().split('\n');
  const of = (what: string): string[] => lines.filter((line) => line.includes(what));
  expect(of('norm factors')).toHaveLength(4);
  for (const steps of [0, 1, 2, 3]) expect(of(`losses after ${steps} steps`)).toHaveLength(3);
  expect(lines.filter((line) => !line.endsWith('ok'))).toEqual([]);
}, 600_000);
