import { dirname, join } from 'node:path';
import { SafetensorsFile } from '@metasparse/artifacts';
import { everyTask, members } from '@metasparse/grouping';
import { netLayers } from '@metasparse/scenenet';
import type { GroupSource, NetworkCosts } from './group-source.js';
import { netOf, sumCosts, type PlanSettings } from './plan-costs.js';

interface KeptLayer {
  readonly name: string;
  /** Weights that a group keeps together, mean over seeds, by group; for a head, under its task alone. */
  readonly kept: Float64Array;
}

/**
 * Costs after pruning, exactly as the run's masks have it: in the backbone a group keeps what any of its tasks keeps (the union of
 * DiSparse), each head what its task keeps; mean over the run's seeds. Every task keeps the same fraction as in the run.
 */
export function prunedCosts(
  source: GroupSource,
  sparsity: number,
  settings: PlanSettings,
): { readonly of: (group: number) => NetworkCosts; readonly from: string } {
  const { plan, height, width, pixels } = netOf(source, settings);
  const { backbone, heads } = netLayers(plan);
  const { tasks } = source;
  const size = everyTask(tasks.length) + 1;
  const trunk = backbone.map(({ name }): KeptLayer => ({ name, kept: new Float64Array(size) }));
  const branches = heads.map(({ branches: convs }) =>
    convs.flat().map(({ name }): KeptLayer => ({ name, kept: new Float64Array(1) })),
  );
  const seeds = source.similarity?.seeds ?? [];
  for (const seed of seeds) {
    const file = SafetensorsFile.open(join(dirname(source.path), 'masks', `seed-${seed}.safetensors`));
    try {
      const mask = (task: string, layer: string): Uint8Array =>
        file.bytes(`${task}/s${sparsity}/${layer}`, 'U8');
      for (const { name, kept } of trunk)
        addUnions(
          kept,
          tasks.map((task) => mask(task, name)),
          seeds.length,
        );
      for (const [t, layers] of branches.entries())
        for (const { name, kept } of layers)
          kept[0] = (kept[0] ?? 0) + keptBits(mask(tasks[t] as string, name)) / seeds.length;
    } finally {
      file.close();
    }
  }
  const at = (layers: readonly KeptLayer[], group: number): { flops: number; params: number } => ({
    flops: layers.reduce((sum, { name, kept }) => sum + 2 * (kept[group] ?? 0) * pixels(name), 0),
    params: layers.reduce((sum, { kept }) => sum + (kept[group] ?? 0), 0),
  });
  const of = (group: number): NetworkCosts =>
    sumCosts([at(trunk, group), ...members(group).map((t) => at(branches[t] ?? [], 0))]);
  return {
    of,
    from: `kept convolution weights at ${sparsity} % sparsity and ${height} x ${width} pixels: the union of the run's masks, mean of ${seeds.length} seeds`,
  };
}

/**
 * Adds to `kept[group]` the weights that any task of the group keeps, divided by `seeds`: weights are counted by the set of tasks
 * that keep them, then the sets that meet the group are summed.
 */
function addUnions(kept: Float64Array, masks: readonly Uint8Array[], seeds: number): void {
  const patterns = new Float64Array(kept.length);
  const bytes = masks[0]?.length ?? 0;
  for (let i = 0; i < bytes; i++)
    for (let bit = 7; bit >= 0; bit--) {
      let pattern = 0;
      for (let t = 0; t < masks.length; t++)
        pattern |= ((((masks[t] as Uint8Array)[i] as number) >>> bit) & 1) << t;
      patterns[pattern] = (patterns[pattern] as number) + 1;
    }
  for (let group = 1; group < kept.length; group++)
    for (let pattern = 1; pattern < kept.length; pattern++)
      if ((group & pattern) !== 0)
        kept[group] = (kept[group] as number) + (patterns[pattern] as number) / seeds;
}

function keptBits(bytes: Uint8Array): number {
  return bytes.reduce((sum, byte) => {
    let count = 0;
    for (let rest = byte; rest !== 0; rest &= rest - 1) count++;
    return sum + count;
  }, 0);
}
