import { halfSamples } from '@metasparse/evidence';
import { planBlocks } from '@metasparse/sparsity';

/** How often each block of a seed counts. */
export type BlockCounts = readonly number[];

/** At most this many steps are shown of how similarity settles. */
const MOST_PREFIXES = 8;

/** Each block but the last, and all of them: at most eight steps, evenly spread. */
export function prefixCounts(
  batches: number,
  blockBatches: number,
): readonly { readonly batches: number; readonly counts: BlockCounts }[] {
  const blocks = planBlocks(batches, blockBatches);
  const steps = Math.min(MOST_PREFIXES, blocks.length);
  return Array.from({ length: steps }, (_, i) => {
    const last = Math.ceil(((i + 1) * blocks.length) / steps) - 1;
    return { batches: blocks[last]?.end ?? 0, counts: blocks.map((_, b) => (b <= last ? 1 : 0)) };
  });
}

/**
 * Two halves that share no batch and have as many: whole blocks, alternately, so that neither half is the earlier one; an odd one
 * and a last shorter one are left out. null where there are fewer than two whole blocks.
 */
export function halfCounts(
  batches: number,
  blockBatches: number,
): { readonly batches: number; readonly halves: readonly [BlockCounts, BlockCounts] } | null {
  const blocks = planBlocks(batches, blockBatches);
  const pairs = Math.floor(blocks.filter(({ start, end }) => end - start === blockBatches).length / 2);
  if (pairs === 0) return null;
  const half = (which: 0 | 1): BlockCounts =>
    blocks.map((_, b) => (b < 2 * pairs && b % 2 === which ? 1 : 0));
  return { batches: pairs * blockBatches, halves: [half(0), half(1)] };
}

/**
 * Half-samples of a seed's whole blocks, the same for the same seed; a last shorter block is in none, so that all have as many
 * batches.
 */
export function resampleCounts(
  batches: number,
  blockBatches: number,
  seed: number,
  resamples: number,
): { readonly counts: readonly BlockCounts[]; readonly scale: number } {
  const blocks = planBlocks(batches, blockBatches);
  const whole = blocks.filter(({ start, end }) => end - start === blockBatches).length;
  const { subsets, scale } = halfSamples(whole, resamples, seed);
  return { counts: subsets.map((subset) => blocks.map((_, b) => (subset.includes(b) ? 1 : 0))), scale };
}
