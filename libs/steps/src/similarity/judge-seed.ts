import { setImmediate } from 'node:timers/promises';
import {
  definedWeightings,
  measureDirected,
  measureSeed,
  nullModel,
  pairCells,
  pairLayers,
  pairValues,
  type NullModel,
  type PairCells,
  type SeedMeasures,
} from '@metasparse/affinity';
import { CancelledError } from '@metasparse/contracts';
import type { CellTable, SeedHalves, SeedJudging } from '@metasparse/evidence';
import { keepRatio, selectThresholds, type TaskScores } from '@metasparse/sparsity';
import { halfCounts, prefixCounts, resampleCounts, type BlockCounts } from './block-plan.js';
import { allLabelled, blockScores } from './block-scores.js';
import type { SimilarityRequest } from './request.js';
import type { StoredScores } from './stored-scores.js';

type Compat = SimilarityRequest['compat'];

/** Passes over a seed's saliencies, each reading its blocks one layer at a time. */
export class SeedJudge {
  readonly #request: SimilarityRequest;
  readonly #blocks: readonly StoredScores[];
  readonly #keepRatios: readonly number[];
  readonly #signal: AbortSignal;

  constructor(request: SimilarityRequest, blocks: readonly StoredScores[], signal: AbortSignal) {
    this.#request = request;
    this.#blocks = blocks;
    this.#keepRatios = request.sparsities.map((sparsity) =>
      keepRatio(request.dataset, sparsity, 'similarity', request.keepRatios),
    );
    this.#signal = signal;
  }

  /** Resamples, halves, prefixes and directed shares; what has a task without a labelled pixel is left out. */
  async judge(seed: number): Promise<SeedJudging> {
    const { resamples, batches, blockBatches } = this.#request;
    const { counts, scale } = resampleCounts(batches, blockBatches, seed, resamples);
    const resampled = await this.#resampled(counts.filter((one) => allLabelled(this.#blocks, one)));
    const prefixes: { batches: number; pairs: PairCells[] }[] = [];
    for (const prefix of prefixCounts(batches, blockBatches)) {
      if (!allLabelled(this.#blocks, prefix.counts)) continue;
      const pairs = await this.#cells(prefix.counts, nullModel(prefix.batches));
      prefixes.push({ batches: prefix.batches, pairs });
    }
    return {
      blocks: this.#blocks.length,
      resamples: resampled,
      scale,
      halves: await this.#halves(),
      prefixes,
      directed: await this.#directed(this.#blocks.map(() => 1)),
    };
  }

  /** Equal resamples are computed once. */
  async #resampled(counts: readonly BlockCounts[]): Promise<CellTable[]> {
    const known = new Map<string, CellTable>();
    for (const one of counts) {
      if (known.has(one.join())) continue;
      const measures = await this.#measured(blockScores(this.#blocks, one));
      known.set(one.join(), valuesOf(measures, this.#request.compat));
    }
    return counts.map((one) => known.get(one.join()) ?? []);
  }

  async #cells(counts: BlockCounts, model: NullModel): Promise<PairCells[]> {
    const measures = await this.#measured(blockScores(this.#blocks, counts));
    return cellsOf(measures, this.#request.compat, model);
  }

  async #halves(): Promise<SeedHalves | null> {
    const plan = halfCounts(this.#request.batches, this.#request.blockBatches);
    if (plan?.halves.every((counts) => allLabelled(this.#blocks, counts)) !== true) return null;
    const [one, two] = plan.halves.map((counts, half) =>
      blockScores(this.#blocks, counts, ` half ${half + 1}`),
    );
    const tasks = one?.length ?? 0;
    const across = Array.from(
      { length: tasks * tasks },
      (_, i) => [Math.floor(i / tasks), tasks + (i % tasks)] as const,
    );
    const measures = await this.#measured([...(one ?? []), ...(two ?? [])], across);
    const cells = cellsOf(measures, this.#request.compat, nullModel(plan.batches));
    const at = (a: number, b: number): PairCells => cells[a * tasks + b] ?? { values: [], chance: [] };
    const pairs = Array.from({ length: tasks }, (_, a) => a).flatMap((a) =>
      Array.from({ length: tasks - a - 1 }, (_, i) => meanOf(at(a, a + 1 + i), at(a + 1 + i, a))),
    );
    return {
      batches: plan.batches,
      pairs,
      ceilings: Array.from({ length: tasks }, (_, t) => at(t, t).values),
    };
  }

  async #directed(counts: BlockCounts): Promise<SeedJudging['directed']> {
    if (!allLabelled(this.#blocks, counts)) return [];
    await this.#breathe();
    const scores = blockScores(this.#blocks, counts);
    return measureDirected(
      scores,
      scores.map((task) => selectThresholds(task, this.#keepRatios)),
    );
  }

  async #measured(scores: readonly TaskScores[], pairs?: SeedMeasures['pairs']): Promise<SeedMeasures> {
    await this.#breathe();
    const thresholds = scores.map((task) => selectThresholds(task, this.#keepRatios));
    return measureSeed(scores, thresholds, pairs);
  }

  /** Lets messages and signals that wait be heard between two passes. */
  async #breathe(): Promise<void> {
    await setImmediate();
    if (this.#signal.aborted) throw new CancelledError('stopped before the end');
  }
}

/** Values of every pair, cell by cell. */
export function valuesOf(measures: SeedMeasures, compat: Compat): CellTable {
  const weightings = definedWeightings(pairLayers(measures, 0, 0), compat);
  return measures.pairs.map((_, p) => pairValues(measures, p, compat, weightings));
}

function cellsOf(measures: SeedMeasures, compat: Compat, model: NullModel): PairCells[] {
  const weightings = definedWeightings(pairLayers(measures, 0, 0), compat);
  return measures.pairs.map((_, p) => pairCells(measures, p, compat, weightings, model));
}

function meanOf(a: PairCells, b: PairCells): PairCells {
  const means = (key: keyof PairCells): number[] =>
    a[key].map((value, i) => (value + (b[key][i] ?? NaN)) / 2);
  return { values: means('values'), chance: means('chance') };
}
