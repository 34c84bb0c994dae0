import { createHash } from 'node:crypto';
import { maskIou } from '@metasparse/affinity';
import { type BitMask, keptCount, type LayerMasks, type MaskedLayer } from '@metasparse/sparsity';
import { GOLDEN_COMPAT, GOLDEN_SIDES } from './similarity-golden.js';
import type { Comparison } from '../compare.js';
import { compareNumber, compareSame } from './golden-number.js';

/** The mask-IoU analysis of the golden files: kept-by-all / kept-by-any against exactly-two counting. */
export interface GoldenMaskIou {
  readonly reference_per_layer: Readonly<Record<string, number | 'nan'>>;
  readonly reference_total: number;
  readonly corrected_per_layer: Readonly<Record<string, number | 'nan'>>;
  readonly corrected_total: number;
}

export function sha256(mask: BitMask): string {
  return createHash('sha256').update(mask.bytes).digest('hex');
}

export function compareMaskIou(
  masks: readonly LayerMasks[],
  golden: GoldenMaskIou,
  where: string,
  differences: Comparison,
): void {
  for (const side of GOLDEN_SIDES) {
    const { layers, total } = maskIou(masks, GOLDEN_COMPAT[side]);
    compareNumber(differences, total, golden[`${side}_total`], `${where} ${side} total`);
    for (const { name, iou } of layers) {
      compareNumber(differences, iou, golden[`${side}_per_layer`][name], `${where} ${side} ${name}`);
    }
  }
}

/** Kept weights of each layer by name. */
export function compareKept(
  layers: readonly MaskedLayer[],
  golden: Readonly<Record<string, number>>,
  where: string,
  differences: Comparison,
): void {
  for (const { layer, mask } of layers) {
    compareNumber(differences, keptCount(mask), golden[layer.name], `${where} ${layer.name}`);
  }
}

/** SHA-256 of each layer's packed mask by name. */
export function compareHashes(
  layers: readonly MaskedLayer[],
  golden: Readonly<Record<string, string>>,
  where: string,
  differences: Comparison,
): void {
  for (const { layer, mask } of layers) {
    compareSame(differences, sha256(mask) === golden[layer.name], `${where} ${layer.name}`);
  }
}
