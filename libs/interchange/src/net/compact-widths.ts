import type { NetPlan, Widths } from '@metasparse/scenenet';
import { broken, shownName } from '../refusal.js';
import type { NetState } from './net-state.js';

/** Under which a compacted net's `meta` keeps the widths of its plan, comma-separated: the backbone's, then the heads'. */
export const COMPACT_KEY = 'compact_widths';

/** Whether channels were cut from a net, so that its layers have other widths than its plan. */
export function isCompact({ meta }: Pick<NetState, 'meta'>): boolean {
  return COMPACT_KEY in meta;
}

/** A net whose channels were cut, marked as such, so that its plan stays that of the whole net. */
export function asCompact(state: NetState, { widths }: NetPlan): NetState {
  return { ...state, meta: { ...state.meta, [COMPACT_KEY]: [...widths.backbone, widths.head].join(',') } };
}

/** The widths of the net before it was compacted; null for a net that was not. Throws InvalidDataError. */
export function compactWidths(file: string, meta: NetState['meta']): Widths | null {
  const text = meta[COMPACT_KEY];
  if (text === undefined) return null;
  const [a, b, c, d, head, ...more] = text
    .split(',')
    .map((width) => (/^\d{1,6}$/.test(width) ? Number(width) : 0));
  if (a && b && c && d && head && more.length === 0) return { backbone: [a, b, c, d], head };
  throw broken(file, `has ${shownName(text)} as ${COMPACT_KEY} in its metadata, expected five widths`, {
    field: COMPACT_KEY,
    value: text,
  });
}
