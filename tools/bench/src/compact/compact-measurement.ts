import { InvalidDataError } from '@metasparse/contracts';
import type { CompactCriterion } from './criteria.js';

/** The three nets that are measured: all weights, masks on, dead channels removed. */
export const NETS = ['dense', 'masked', 'compact'] as const;
export type NetKind = (typeof NETS)[number];

/** What pruning and compaction save at one sparsity, for one whole image. */
export interface CompactMeasurement {
  readonly criterion: CompactCriterion;
  /** Percent of all weights. */
  readonly sparsity: number;
  /** Floating-point operations: of all weights, of the kept ones, of the compacted net. */
  readonly flops: Readonly<Record<NetKind, number>>;
  readonly weights: Readonly<Record<NetKind, number>>;
  /** Hidden channels before and after. */
  readonly channels: number;
  readonly keptChannels: number;
  /** Seconds of each image's forward, the nets in turn. */
  readonly seconds: Readonly<Record<NetKind, readonly number[]>>;
  readonly cpuSeconds: Readonly<Record<NetKind, readonly number[]>>;
  /** Largest difference of the compacted net's predictions to the masked one's, as a share of the largest prediction. */
  readonly worstDifference: number;
  readonly peakRssBytes: number;
  readonly tensorflow: string;
}

/** Reads the last line. Throws InvalidDataError where it is not a measurement. */
export function parseCompact(stdout: string): CompactMeasurement {
  const last = stdout.trim().split('\n').at(-1) ?? '';
  try {
    const found = JSON.parse(last) as CompactMeasurement;
    if (NETS.every((net) => found.seconds[net].length > 0)) return found;
  } catch {
    // Falls through to the refusal.
  }
  throw new InvalidDataError('the compaction printed no line of JSON with seconds of three nets.');
}
