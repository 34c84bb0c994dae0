import { measureSeed, type SeedMeasures } from '@metasparse/affinity';
import { writeSafetensors } from '@metasparse/artifacts';
import { InvalidDataError } from '@metasparse/contracts';
import { selectThresholds, topKMasks, type TaskScores, type TaskThresholds } from '@metasparse/sparsity';
import { openScores } from './stored-scores.js';
import type { ScoreSettings } from './score-settings.js';

const FORMAT = 'metasparse.masks/v1';

/** How the scores of a seed become masks. */
export interface MaskPlan {
  /** Percent, for the names of the masks. */
  readonly sparsities: readonly number[];
  /** One per sparsity. */
  readonly keepRatios: readonly number[];
}

/**
 * Thresholds, masks and measures of one seed, from its file of scores; the masks go to `maskPath`, bit-packed as
 * numpy.packbits does. Holds one layer at a time and the packed masks of one task.
 */
export async function analyseSeed(
  scorePath: string,
  maskPath: string,
  settings: Pick<ScoreSettings, 'dataset' | 'tasks' | 'width'>,
  plan: MaskPlan,
): Promise<SeedMeasures> {
  const stored = openScores(scorePath, settings);
  try {
    requireLabels(stored.info.batches, stored.tasks);
    const thresholds = stored.tasks.map((scores) => selectThresholds(scores, plan.keepRatios));
    await writeMasks(maskPath, stored.tasks, thresholds, plan);
    return measureSeed(stored.tasks, thresholds);
  } finally {
    stored.close();
  }
}

/** A task none of whose pixels was labelled has no scores to rank; the original goes on with NaN. */
function requireLabels(
  batches: readonly {
    readonly seed: number;
    readonly samples: readonly string[];
    readonly results: readonly { readonly task: string; readonly pixels: number }[];
  }[],
  tasks: readonly TaskScores[],
): void {
  for (const { task } of tasks) {
    const labelled = batches.some(({ results }) => results.some((r) => r.task === task && r.pixels > 0));
    if (labelled) continue;
    const samples = [...new Set(batches.flatMap((batch) => batch.samples))];
    throw new InvalidDataError(
      `task ${task}: none of the ${batches.length} batches of seed ${batches[0]?.seed ?? '?'} has a labelled pixel ` +
        `(samples ${samples.slice(0, 3).join(', ')}${samples.length > 3 ? ', ...' : ''}); at least 1 is needed: ` +
        `leave the task out with --tasks, or add labelled samples or batches`,
      { field: 'tasks', value: task, bound: 'at least 1 labelled pixel' },
    );
  }
}

async function writeMasks(
  path: string,
  tasks: readonly TaskScores[],
  thresholds: readonly TaskThresholds[],
  plan: MaskPlan,
): Promise<void> {
  const entries = tasks.flatMap((scores) =>
    plan.sparsities.flatMap((sparsity) =>
      scores.layers.map(({ name, shape }) => ({
        name: `${scores.task}/s${sparsity}/${name}`,
        weights: shape.reduce((product, n) => product * n, 1),
        shape,
      })),
    ),
  );
  const tensors = entries.map(({ name, weights }) => ({
    name,
    dtype: 'U8' as const,
    shape: [Math.ceil(weights / 8)],
  }));
  const shapes = Object.fromEntries(entries.map(({ name, shape }) => [name, shape]));
  const metadata = {
    format: FORMAT,
    bit_order: 'most significant bit first, elements in O,I,H,W order (numpy.packbits)',
    shapes: JSON.stringify(shapes),
    thresholds: JSON.stringify(thresholds),
  };
  await writeSafetensors(path, tensors, metadata, packedMasks(tasks, thresholds));
}

function* packedMasks(
  tasks: readonly TaskScores[],
  thresholds: readonly TaskThresholds[],
): Generator<Uint8Array> {
  for (const [t, scores] of tasks.entries())
    for (const { masks } of topKMasks(scores, thresholds[t] as TaskThresholds))
      for (const { bytes } of masks) yield bytes;
}
