import type { LayerRow, SimilarityFile } from '@metasparse/affinity';
import {
  branchPoint,
  branchPointCertainty,
  meanCurve,
  type BranchRow,
  type Resampling,
} from '@metasparse/grouping';

export interface BranchSettings extends Resampling {
  readonly metric: string;
  readonly sparsity: number | 'mean';
}

/** Layers beside the chain from input to output. */
const ASIDE = /(?:^|\.)ds\.\d+/;

/**
 * Where the trunk of each group of tasks should split, by the overlap as it is and by what of it is above chance, (x - chance) /
 * (1 - chance), where chance is known. The overlap of a layer is the mean over the pairs of the group, and over the sparsities
 * where `sparsity` is `mean`. Layers beside the chain are left out.
 */
export function branchRows(
  file: SimilarityFile,
  groups: readonly (readonly string[])[],
  settings: BranchSettings,
): BranchRow[] {
  const chain = file.layers.flatMap(({ name }, l) => (ASIDE.test(name) ? [] : [l]));
  if (chain.length < 2) return [];
  return groups
    .filter((tasks) => tasks.length >= 2)
    .flatMap((tasks) => {
      const rows = file.layerRows.filter((row) => belongs(row, tasks, settings));
      if (rows.length === 0) return [];
      const curves = (['overlap', 'above chance'] as const).map((scale) => ({
        scale,
        curve: curvesOf(rows, chain, scale),
      }));
      return curves
        .filter(({ curve }) => curve.flat().some(Number.isFinite))
        .map(({ scale, curve }) => branchRow(file, tasks, scale, chain, curve, settings));
    });
}

function belongs(
  { pair, metric, sparsity }: LayerRow,
  tasks: readonly string[],
  settings: BranchSettings,
): boolean {
  return (
    metric === settings.metric &&
    (settings.sparsity === 'mean' || sparsity === settings.sparsity) &&
    pair.every((task) => tasks.includes(task))
  );
}

/** curves[seed][place in the chain]: mean over rows of the values that are numbers. */
function curvesOf(
  rows: readonly LayerRow[],
  chain: readonly number[],
  scale: BranchRow['scale'],
): number[][] {
  const seeds = rows[0]?.seedValues.length ?? 0;
  return Array.from({ length: seeds }, (_, seed) =>
    chain.map((layer) => {
      const values = rows.flatMap(({ seedValues, chance }) => {
        const value = seedValues[seed]?.[layer] ?? NaN;
        const level = scale === 'overlap' ? 0 : (chance?.[layer] ?? NaN);
        const scaled = (value - level) / (1 - level);
        return Number.isFinite(scaled) ? [scaled] : [];
      });
      return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length;
    }),
  );
}

function branchRow(
  { layers }: SimilarityFile,
  tasks: readonly string[],
  scale: BranchRow['scale'],
  chain: readonly number[],
  curves: readonly (readonly number[])[],
  settings: BranchSettings,
): BranchRow {
  const mean = meanCurve(
    curves,
    curves.map(() => 1),
  );
  const point = branchPoint(mean);
  const name = (place: number): string => layers[chain[place] as number]?.name ?? '';
  return {
    tasks,
    scale,
    splitAt: point === null ? null : name(point.shared),
    point,
    certainty: branchPointCertainty(curves, settings),
    layers: mean.map((overlap, place) => ({
      name: name(place),
      overlap: Number.isFinite(overlap) ? overlap : null,
    })),
  };
}
