import type { KeepRatioTable } from '@metasparse/sparsity';
import { NUMERICAL_VERSION } from '../version.js';
import type { RunParameters } from '../run/run-folder.js';
import type { ScoreSettings } from './score-settings.js';

/** How sure the order of the pairs has to be, and what may be spent on it. */
export interface UntilStable {
  /** Probability of the order over draws of seeds and batches. */
  readonly confidence: number;
  readonly maxSeeds: number;
  /** Per seed. */
  readonly maxBatches: number;
}

/** A similarity run, every value given. */
export interface SimilarityRequest extends ScoreSettings {
  /** Batches per seed. */
  readonly batches: number;
  readonly seeds: readonly number[];
  /** Percent. */
  readonly sparsities: readonly number[];
  readonly keepRatios: KeepRatioTable;
  /** Batches whose sums are computed as one piece of work. */
  readonly blockBatches: number;
  /** Resamples of each seed's blocks for intervals; 0 for none. */
  readonly resamples: number;
  /** Adds seeds, then batches, until the order of the pairs is settled; null runs what is asked and no more. */
  readonly until: UntilStable | null;
  readonly threads: number;
  readonly workers: number;
  /** The sums of every block stay, in `blocks/`. */
  readonly keepBlocks: boolean;
  readonly out: string;
}

/** What decides the bits of the results: not where they go, nor how many workers compute them. */
export function resultParameters(request: SimilarityRequest, dataDigest: string): RunParameters {
  const { out: _out, workers: _workers, data: _data, keepBlocks: _keepBlocks, ...parameters } = request;
  return { command: 'similarity', numericalVersion: NUMERICAL_VERSION, dataDigest, ...parameters };
}

/**
 * Resamples of each seed's blocks where nothing is said: 40 over all seeds, at least 8 each. Each is a pass over the seed's
 * saliencies.
 */
export function defaultResamples(seeds: number): number {
  return Math.max(8, Math.ceil(40 / seeds));
}

/**
 * Batches of one block where nothing is said: a quarter of the run, at most 5. Small enough to share out and to lose
 * little by a kill, large enough that writing sums costs little; a function of the number of batches alone.
 */
export function defaultBlockBatches(batches: number): number {
  return Math.max(1, Math.min(5, Math.ceil(batches / 4)));
}
