import { beforeAll, describe, expect, it } from 'vitest';
import { InvalidArgumentError } from '@metasparse/contracts';
import { sampleFolder } from '@metasparse/datasets';
import { densityReport, flatScores, joinedLayers, type TaskScores } from '@metasparse/sparsity';
import { ARBITERS, CRITERIA, type Criterion } from '@metasparse/training';
import { openComputeDevice } from '../compute/open-compute-device.js';
import { choose, chooseWeights, pruneSize } from './choose-weights.js';
import { PRUNE_DEFAULTS, type PruneRequest } from './prune-request.js';
import { resolvePrune, type PruneJob } from './resolve-prune.js';
import { SCORERS } from './scorers.js';
import { openStartNet } from './start-net.js';
import { StepClock } from './step-clock.js';

const { kernels } = openComputeDevice();
const context = { kernels, backward: 'float32' } as const;
const silent = (): StepClock => new StepClock(0, () => undefined);

const requestOf = (criterion: Criterion, more: Partial<PruneRequest> = {}): PruneRequest => ({
  ...PRUNE_DEFAULTS,
  method: 'disparse_static',
  criterion,
  data: sampleFolder('hypersim'),
  dataset: 'auto',
  sparsityPercent: 90,
  width: 1 / 32,
  batches: 1,
  batchSize: 1,
  // The wider branches of a head see beyond such a small crop: about half of its weights score 0.
  crop: 64,
  rounds: 3,
  ...more,
});

/** Kept weights and all weights of the job's scope. */
function measured(
  { scope }: PruneJob,
  { joined }: Pick<Awaited<ReturnType<typeof chooseWeights>>, 'joined'>,
) {
  return densityReport(scope === 'net' ? joinedLayers(joined) : joined.backbone).total;
}

describe('the sparsity is the one asked for', () => {
  it.each(CRITERIA.filter((criterion) => criterion !== 'synflow'))(
    'by %s, with every arbiter, of the backbone and of the net',
    async (criterion) => {
      const job = await resolvePrune(requestOf(criterion));
      const { state } = openStartNet(kernels, job);
      const scores = await SCORERS[criterion]({ context, job, state, clock: silent() });
      for (const arbiter of ARBITERS)
        for (const scope of ['backbone', 'net'] as const) {
          const asked = { ...job, arbiter, scope };
          const { kept, weights } = measured(asked, choose(asked, scores, pruneSize(asked)));
          const wanted = Math.round(0.1 * weights);
          expect(Math.abs(kept - wanted), `${arbiter}, ${scope}`).toBeLessThanOrEqual(1);
        }
    },
  );

  it.each(ARBITERS)('by synflow, joined by %s', async (arbiter) => {
    const job = await resolvePrune(requestOf('synflow', { arbiter, sparsityPercent: 80 }));
    const { state } = openStartNet(kernels, job);
    const pruned = await chooseWeights(context, job, state, silent());
    const { kept, weights } = measured(job, pruned);
    expect(Math.abs(kept - Math.round(0.2 * weights))).toBeLessThanOrEqual(1);
  });
});

describe('with --compat reference', () => {
  let job: PruneJob;
  beforeAll(async () => {
    job = await resolvePrune(requestOf('snip', { compat: 'reference' }));
  });

  it('every task keeps the tuned share of its weights, whatever sparsity that gives', async () => {
    const { state } = openStartNet(kernels, job);
    const { tasks, numToKeep, solved } = await chooseWeights(context, job, state, silent());
    expect(solved).toBeNull();
    tasks.forEach(({ masks }, t) => {
      const weights = masks.reduce((sum, { length }) => sum + length, 0);
      expect(numToKeep[t]).toBe(Math.trunc(weights * 0.08));
    });
  });

  it('a fresh net is scored on another draw than the one that gets the masks', async () => {
    const { state } = openStartNet(kernels, job);
    const reference = await SCORERS.snip({ context, job, state, clock: silent() });
    const correct = await SCORERS.snip({
      context,
      job: { ...job, compat: 'correct' },
      state,
      clock: silent(),
    });
    const last = (scores: readonly TaskScores[]) => scores[0]?.layer(20).slice(0, 50);
    expect(last(reference)).not.toEqual(last(correct));
  });
});

it('scores the same bits for the same seed, others for another', async () => {
  const scoresOf = async (seed: number) => {
    const job = await resolvePrune(requestOf('snip', { seed }));
    const scores = await SCORERS.snip({
      context,
      job,
      state: openStartNet(kernels, job).state,
      clock: silent(),
    });
    return scores.map((task) => task.layers.map((_, l) => [...task.layer(l)]));
  };
  const first = await scoresOf(3);
  expect(await scoresOf(3)).toEqual(first);
  expect(await scoresOf(4)).not.toEqual(first);
});

describe('a sparsity that cannot be had', () => {
  const layer = { name: 'backbone.a', shape: [1, 1000, 1, 1] as const };
  const scoresOf = (value: (i: number) => number) => [
    flatScores(
      'seg',
      [layer],
      1,
      Float32Array.from({ length: 1000 }, (_, i) => value(i)),
    ),
  ];
  const prune = (sparsity: number, value: (i: number) => number): unknown =>
    choose({ arbiter: 'union', scope: 'backbone' }, scoresOf(value), {
      kind: 'target',
      target: { scope: 'backbone', sparsity },
    });

  it('is refused with the nearest on both sides where scores tie', () => {
    const byHundreds = (i: number): number => 1 + Math.floor(i / 100);
    expect(() => prune(0.85, byHundreds)).toThrow(InvalidArgumentError);
    expect(() => prune(0.85, byHundreds)).toThrow(
      /exactly 150 of the 1000 weights of the backbone.*same score; the nearest sparsities are 80.* and 90/,
    );
  });

  it('is refused where every task keeps a weight', () => {
    expect(() => prune(0.99999, (i) => i)).toThrow(/at least one weight; the nearest sparsities are 99\.9/);
  });
});
