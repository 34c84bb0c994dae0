import { netLayers, normName, type ConvLayer, type NetPlan } from '@metasparse/scenenet';

/** What one entry of the original's state_dict is. */
export type EntryKind = 'weight' | 'bias' | 'norm' | 'count';

export interface NetEntry {
  readonly name: string;
  readonly kind: EntryKind;
  readonly shape: readonly number[];
}

/**
 * All entries of the original's state_dict in its order: stem, blocks with their norms, shortcuts, then the heads.
 * A strict load takes exactly these.
 */
export function netEntries(plan: NetPlan): NetEntry[] {
  const { backbone, heads } = netLayers(plan);
  const branches = heads.flatMap(({ branches }) => branches.flat());
  return [
    ...backbone.flatMap((conv) => [weightEntry(conv), ...normEntries(conv)]),
    ...branches.flatMap(headEntries),
  ];
}

function weightEntry({ name, shape }: ConvLayer): NetEntry {
  return { name: `${name}.weight`, kind: 'weight', shape };
}

function normEntries({ name, shape }: ConvLayer): NetEntry[] {
  const norm = normName(name);
  const values = ['weight', 'bias', 'running_mean', 'running_var'].map((value) => ({
    name: `${norm}.${value}`,
    kind: 'norm' as const,
    shape: [shape[0]],
  }));
  return [...values, { name: `${norm}.num_batches_tracked`, kind: 'count', shape: [] }];
}

function headEntries(conv: ConvLayer): NetEntry[] {
  return [weightEntry(conv), { name: `${conv.name}.bias`, kind: 'bias', shape: [conv.shape[0]] }];
}
