/** Criteria by which the measured net is pruned. */
export const COMPACT_CRITERIA = ['snip', 'synflow', 'l1', 'random'] as const;
export type CompactCriterion = (typeof COMPACT_CRITERIA)[number];
