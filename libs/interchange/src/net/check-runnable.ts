import { BLOCK_PLANS, netLayers, normName, type ConvLayer, type NetPlan } from '@metasparse/scenenet';
import { checkEntries, checkNet } from './check-net.js';
import { isCompact } from './compact-widths.js';
import { netEntries, type NetEntry } from './net-names.js';
import type { NetState } from './net-state.js';

/**
 * Refuses a state that cannot run in evaluation mode as `plan`: not exactly this net, or, where it is compacted, not
 * one whose layers follow each other.
 */
export function checkRunnable(file: string, state: NetState, plan: NetPlan): void {
  if (isCompact(state)) checkEntries(file, state, compactEntries(state, plan));
  else checkNet(file, state, plan);
}

/** The entries of a compacted net: as many channels as the weights of the state write, which all who read them share. */
function compactEntries(state: NetState, plan: NetPlan): NetEntry[] {
  const channels = compactChannels(state, plan);
  return netEntries(plan).map((entry) => {
    const own = channels.get(entry.name.replace(/\.\w+$/, ''));
    if (own === undefined || entry.kind === 'count') return entry;
    const [, , ...kernel] = entry.shape;
    return { ...entry, shape: entry.kind === 'weight' ? [own.out, own.into, ...kernel] : [own.out] };
  });
}

interface Channels {
  readonly out: number;
  readonly into: number;
}

/** Output and input channels by the name of a convolution or of its norm. */
function compactChannels({ tensors }: NetState, plan: NetPlan): ReadonlyMap<string, Channels> {
  const { backbone, heads } = netLayers(plan);
  const found = new Map<string, Channels>();
  const written = ({ name, shape }: ConvLayer): number => tensors.get(`${name}.weight`)?.shape[0] ?? shape[0];
  const set = ({ name, bias }: ConvLayer, out: number, into: number): void => {
    found.set(name, { out, into });
    if (!bias) found.set(normName(name), { out, into });
  };
  const conv = (index: number): ConvLayer => backbone[index] as ConvLayer;
  let stream = written(conv(0));
  set(conv(0), stream, 3);
  for (const { first, second, shortcut } of BLOCK_PLANS) {
    const [inner, next] = [written(conv(first)), shortcut === null ? stream : written(conv(shortcut))];
    set(conv(first), inner, stream);
    set(conv(second), next, inner);
    if (shortcut !== null) set(conv(shortcut), next, stream);
    stream = next;
  }
  for (const { classes, branches } of heads)
    for (const [a, b, c] of branches) {
      set(a, written(a), stream);
      set(b, written(b), written(a));
      set(c, classes, written(b));
    }
  return found;
}
