import { type LayerDescriptor } from '../scores/layer.js';
import { type TaskScores, readLayer } from '../scores/task-scores.js';
import { floatToBits, signedPatterns } from '../selection/float-bits.js';
import { type TaskThresholds } from '../selection/thresholds.js';
import { type BitMask, emptyMask } from './bit-mask.js';

/** The subnetwork of one task: one mask per layer, backbone first, then the task's own head. */
export interface LayerMasks {
  readonly task: string;
  readonly layers: readonly LayerDescriptor[];
  readonly backboneLayers: number;
  readonly masks: readonly BitMask[];
}

/**
 * Masks of all thresholds of a task, in their order, from one pass over its scores. A weight is kept where
 * float32(score / norm) >= threshold, so every weight tied with the threshold is kept.
 */
export function topKMasks(scores: TaskScores, thresholds: TaskThresholds): readonly LayerMasks[] {
  const cuts = thresholds.thresholds.map((threshold) => floatToBits(threshold.lowestKept));
  const perLayer = scores.layers.map((_, index) => packAtLeast(readLayer(scores, index), cuts));
  return thresholds.thresholds.map((_, k) => ({
    task: scores.task,
    layers: scores.layers,
    backboneLayers: scores.backboneLayers,
    masks: perLayer.map((masks) => masks[k] as BitMask),
  }));
}

/** One mask per cut: kept where the score's bit pattern is at least the cut's. */
function packAtLeast(scores: Float32Array, cuts: readonly number[]): readonly BitMask[] {
  const patterns = signedPatterns(scores);
  return cuts.map((cut) => {
    const mask = emptyMask(scores.length);
    packWholeBytes(patterns, cut, mask.bytes);
    packLastByte(patterns, cut, mask.bytes);
    return mask;
  });
}

/**
 * Scores are not negative, so their order is that of their patterns as integers, and the sign of (pattern - cut) is
 * the mask bit's complement: no branch, which would be mispredicted at every other weight.
 */
function packWholeBytes(patterns: Int32Array, cut: number, bytes: Uint8Array): void {
  const whole = patterns.length >>> 3;
  for (let byte = 0, i = 0; byte < whole; byte++, i += 8) {
    bytes[byte] = ~(
      below(patterns[i] as number, cut, 7) |
      below(patterns[i + 1] as number, cut, 6) |
      below(patterns[i + 2] as number, cut, 5) |
      below(patterns[i + 3] as number, cut, 4) |
      below(patterns[i + 4] as number, cut, 3) |
      below(patterns[i + 5] as number, cut, 2) |
      below(patterns[i + 6] as number, cut, 1) |
      below(patterns[i + 7] as number, cut, 0)
    );
  }
}

function packLastByte(patterns: Int32Array, cut: number, bytes: Uint8Array): void {
  for (let i = patterns.length & ~7; i < patterns.length; i++) {
    const kept = 1 - below(patterns[i] as number, cut, 0);
    bytes[i >>> 3] = (bytes[i >>> 3] as number) | (kept << (7 - (i & 7)));
  }
}

/** Bit `place` set where the pattern, without a minus sign before zero, is below the cut. */
function below(pattern: number, cut: number, place: number): number {
  return (((pattern & 0x7fffffff) - cut) >>> 31) << place;
}
