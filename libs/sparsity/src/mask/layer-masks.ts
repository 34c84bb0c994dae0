import { type LayerDescriptor } from '../scores/layer.js';
import { type TaskScores, readLayer } from '../scores/task-scores.js';
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
  const cuts = Float64Array.from(thresholds.thresholds, (threshold) => threshold.lowestKept);
  const perLayer = scores.layers.map((_, index) => packAtLeast(readLayer(scores, index), cuts));
  return thresholds.thresholds.map((_, k) => ({
    task: scores.task,
    layers: scores.layers,
    backboneLayers: scores.backboneLayers,
    masks: perLayer.map((masks) => masks[k] as BitMask),
  }));
}

/** One mask per cut: kept where the value is at least the cut. */
function packAtLeast(values: Float32Array, cuts: Float64Array): readonly BitMask[] {
  const masks = Array.from(cuts, () => emptyMask(values.length));
  masks.forEach((mask, k) => {
    packOne(values, cuts[k] as number, mask.bytes);
  });
  return masks;
}

function packOne(values: Float32Array, cut: number, bytes: Uint8Array): void {
  const whole = values.length & ~7;
  for (let i = 0; i < whole; i += 8) {
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) {
      byte = (byte << 1) | ((values[i + bit] as number) >= cut ? 1 : 0);
    }
    bytes[i >>> 3] = byte;
  }
  for (let i = whole; i < values.length; i++) {
    if ((values[i] as number) >= cut) {
      bytes[i >>> 3] = (bytes[i >>> 3] as number) | (0x80 >>> (i & 7));
    }
  }
}
