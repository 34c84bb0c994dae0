import { buildSimilarityFile, measureSeed, type SimilarityFile } from '@metasparse/affinity';
import { judgeSimilarity, type SeedJudging } from '@metasparse/evidence';
import { counterKey, uniform } from '@metasparse/scenenet';
import { flatScores, selectThresholds, weightCount } from '@metasparse/sparsity';
import { beforeAll, describe, expect, it } from 'vitest';
import { blockScores } from './block-scores.js';
import { SeedJudge } from './judge-seed.js';
import type { SimilarityRequest } from './request.js';
import type { StoredScores } from './stored-scores.js';

const TASKS = ['seg', 'sn', 'depth'] as const;
const LAYERS = [
  { name: 'backbone.conv1', shape: [16, 8, 3, 3] },
  { name: 'backbone.a', shape: [16, 16, 3, 3] },
  { name: 'head', shape: [8, 16, 1, 1] },
] as const;
const WEIGHTS = LAYERS.reduce((sum, layer) => sum + weightCount(layer), 0);
const REQUEST: SimilarityRequest = {
  data: '-',
  out: '-',
  split: 'train',
  tasks: TASKS,
  crop: 64,
  width: 1,
  precision: 'fp32',
  dropout: true,
  threads: 1,
  workers: 1,
  keepBlocks: false,
  until: null,
  dataset: 'nyuv2',
  compat: 'correct',
  keepRatios: 'plain',
  sparsities: [50, 90],
  seeds: [0, 1, 2, 3],
  batches: 4,
  blockBatches: 1,
  batchSize: 1,
  resamples: 6,
};

/** A standard normal number. */
function normal(key: number, e: number): number {
  const [u, v] = [1 - uniform(key, 2 * e), uniform(key, 2 * e + 1)];
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v);
}

/** Which signal a task's gradients follow; seg and sn the same, depth one of its own. */
const SIGNAL = { seg: 1, sn: 1, depth: 2 } as const;

/**
 * One batch: |w| times the size of a gradient, which is a signal that batches share and noise that they do not. With strength 0
 * the tasks are as unrelated as the null model has it.
 */
function block(seed: number, batch: number, strength: number): StoredScores {
  const tasks = TASKS.map((task, t) => {
    const scores = Array.from({ length: WEIGHTS }, (_, e) => {
      const signal = strength * normal(counterKey(seed, 100 + SIGNAL[task]), e);
      const noise = normal(counterKey(seed, 200 + batch, t), e);
      return Math.abs(normal(counterKey(seed, 0), e) * (signal + noise));
    });
    return flatScores(task, LAYERS, 2, Float32Array.from(scores));
  });
  const results = TASKS.map((task) => ({ task, loss: 1, pixels: 9 }));
  return {
    info: { folded: 1, batches: [{ seed, batch, samples: ['a'], results }] },
    tasks,
    close: () => undefined,
  };
}

async function judgedFile(strength: number): Promise<SimilarityFile> {
  const judgings: SeedJudging[] = [];
  const measures = [];
  for (const seed of REQUEST.seeds) {
    const blocks = Array.from({ length: REQUEST.batches }, (_, batch) => block(seed, batch, strength));
    judgings.push(await new SeedJudge(REQUEST, blocks, new AbortController().signal).judge(seed));
    const scores = blockScores(blocks, [1, 1, 1, 1]);
    measures.push(
      measureSeed(
        scores,
        scores.map((task) => selectThresholds(task, [0.5, 0.1])),
      ),
    );
  }
  const run = { ...REQUEST, measures };
  const settings = { confidence: 0.95, draws: 500, permutations: 999, salt: 0, blockBatches: 1 };
  return judgeSimilarity(buildSimilarityFile(run), { run, seeds: judgings, otherNets: null }, settings);
}

let related: SimilarityFile;
let unrelated: SimilarityFile;
beforeAll(async () => {
  related = await judgedFile(1);
  unrelated = await judgedFile(0);
}, 60_000);

const row = (file: SimilarityFile, pair: string, metric: string) => {
  const found = file.rows.find(
    (one) =>
      one.pair.join() === pair && one.metric === metric && one.weighting === 'equal' && one.sparsity === 90,
  );
  if (found?.judged === undefined) throw new Error(`no judged row of ${pair} in ${metric}`);
  return { ...found, judged: found.judged };
};

describe('a judged similarity', () => {
  it.each(['iou', 'sals', 'masked_sals'])('in %s puts tasks of the same signal at the ceiling', (metric) => {
    const { judged, value, seedValues } = row(related, 'seg,sn', metric);
    expect(judged.verdict).toBe('above its null');
    expect(judged.halves?.corrected).toBeGreaterThan(0.8);
    expect(judged.halves?.corrected).toBeLessThan(1.2);
    const [low, high] = judged.interval ?? [NaN, NaN];
    expect(low).toBeLessThan(value ?? NaN);
    expect(high).toBeGreaterThan(value ?? NaN);
    expect(seedValues).toHaveLength(4);
    expect(judged.p).toBe(2 / 16);
  });

  it.each(['iou', 'masked_sals'])('in %s puts tasks of different signals far below the ceiling', (metric) => {
    const { judged } = row(related, 'seg,depth', metric);
    expect(judged.halves?.corrected).toBeLessThan(0.3);
    expect(judged.nulls.shuffled).toBeLessThan(judged.null ?? NaN);
  });

  it('finds no tasks related that are not, in nearly all cells', () => {
    const { verdicts, rows } = unrelated.judging ?? { verdicts: {}, rows: 0 };
    expect(rows).toBe(4 * 7 * 3 * 3);
    const wrong = (verdicts as Record<string, number>)['above its null'] ?? NaN;
    expect(wrong / rows).toBeLessThan(0.15);
    // All cells of epi, as there are no other nets here, and five_zeros, which leaves nothing of two layers.
    expect((verdicts as Record<string, number>)['no null to compare with']).toBe((7 + 3) * 3 * 3);
  });

  it('gives no corrected score where a task is not above chance with itself', () => {
    const scores = ['seg,sn', 'seg,depth', 'sn,depth'].map(
      (pair) => row(unrelated, pair, 'iou').judged.halves,
    );
    expect(scores.filter((halves) => halves?.corrected === null).length).toBeGreaterThanOrEqual(2);
  });

  it('is sure of the first pair where one stands out, and says that it looked at all cells', () => {
    const order = related.judging?.orders.find(
      ({ metric, weighting, sparsity }) => metric === 'iou' && weighting === 'equal' && sparsity === 90,
    );
    expect(order?.order[0]).toBe(0);
    expect(order?.firstProbability).toBe(1);
    expect(order?.agreement).toBeGreaterThan(0.9);
    expect(order?.pCorrected).toBeGreaterThanOrEqual(order?.p ?? NaN);
    expect(related.judging).toMatchObject({ cells: 4 * 7 * 3, halfBatches: 2, resamples: [6, 6, 6, 6] });
  });

  it('knows how much saliency lies in the other mask, and that it is more where the signal is the same', () => {
    const share = (saliency: string) =>
      related.judging?.directed.find(
        (one) => one.mask === 'seg' && one.saliency === saliency && one.sparsity === 90,
      );
    const [same, other] = [share('sn'), share('depth')];
    expect(same?.total).toBeGreaterThan((other?.total ?? NaN) + 0.05);
    expect(same?.interval?.[0]).toBeGreaterThan(same?.chance ?? NaN);
    expect(Math.abs((other?.total ?? NaN) - (other?.chance ?? NaN))).toBeLessThan(0.05);
  });

  it('shows chance rise with the batches', () => {
    const sals =
      related.judging?.convergence.filter(({ metric, pair }) => metric === 'sals' && pair[1] === 'sn') ?? [];
    expect(sals.map(({ batches }) => batches)).toEqual([1, 2, 3, 4]);
    expect(sals.at(-1)?.value).toBeCloseTo(row(related, 'seg,sn', 'sals').value ?? NaN, 9);
    expect(sals[0]?.chance).toBeLessThan(sals[3]?.chance ?? NaN);
  });
});
