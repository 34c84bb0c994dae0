import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  flatScores,
  type LayerDescriptor,
  type LayerMasks,
  selectThresholds,
  type TaskScores,
  type TaskThresholds,
  topKMasks,
} from '@metasparse/sparsity';
import { readGolden } from '../golden.js';
import { readGoldenFloats } from './golden-floats.js';
import type { GoldenMaskIou } from './mask-golden.js';
import type { GoldenPair, GoldenTable } from './similarity-golden.js';

interface GoldenTaskRatio {
  readonly num_to_keep: number;
  readonly kept_total: number;
  readonly threshold_normalised: number;
  readonly threshold_raw: number;
  readonly kept: Readonly<Record<string, number>>;
  readonly mask_sha256: Readonly<Record<string, string>>;
}

interface GoldenRatio {
  readonly tasks: Readonly<Record<string, GoldenTaskRatio>>;
  /** Absent at the keep ratio of the mask-IoU analysis. */
  readonly similarity?: Readonly<Record<string, GoldenPair>>;
  readonly union: {
    readonly kept: Readonly<Record<string, number>>;
    readonly backbone_sha256: Readonly<Record<string, string>>;
    readonly backbone_sparsity: number;
    readonly model_sparsity: number;
  };
  readonly iou_analysis: GoldenMaskIou;
}

export interface GoldenRun {
  readonly net: 'narrow' | 'full';
  readonly tasks: Readonly<
    Record<string, { norm_factor_f32: number; layer_abs_grad_sum: Readonly<Record<string, number>> }>
  >;
  readonly ratios: Readonly<Record<string, GoldenRatio>>;
  readonly similarity_mean_over_ratios: Readonly<
    Record<string, Readonly<Record<'reference' | 'corrected', GoldenTable>>>
  >;
}

type GoldenLayers = Readonly<Record<`${GoldenRun['net']}_layers`, readonly LayerDescriptor[]>>;

/** A stored run: its golden numbers, and thresholds and masks[task][ratio] made from its stored saliencies. */
export interface StoredRun {
  readonly name: string;
  readonly golden: GoldenRun;
  readonly ratios: readonly string[];
  readonly scores: readonly TaskScores[];
  readonly thresholds: readonly TaskThresholds[];
  readonly masks: readonly (readonly LayerMasks[])[];
}

/** What stands between run and task in the name of a stored saliency, e.g. narrow_225_saliency_seg.npy. */
export const STORED_SALIENCY = '_saliency_';

/** Every run of the golden folder whose saliencies are stored. */
export function storedRuns(shared: string): readonly StoredRun[] {
  const files = readdirSync(join(shared, 'golden')).filter((file) => file.endsWith('.npy'));
  const stored = files.filter((file) => file.includes(STORED_SALIENCY));
  const names = [...new Set(stored.map((file) => file.slice(0, file.indexOf(STORED_SALIENCY))))];
  return names.map((name) => loadRun(shared, name));
}

function loadRun(shared: string, name: string): StoredRun {
  const golden = readGolden<GoldenRun>(shared, `${name}.json`);
  const table = readGolden<GoldenLayers>(shared, 'weights.json')[`${golden.net}_layers`];
  const byName = new Map(table.map((layer) => [layer.name, layer]));
  const scores = Object.entries(golden.tasks).map(([task, { layer_abs_grad_sum: sums }]) => {
    const layers = Object.keys(sums).flatMap((layer) => byName.get(layer) ?? []);
    const backbone = layers.filter((layer) => layer.name.startsWith('backbone.')).length;
    return flatScores(
      task,
      layers,
      backbone,
      readGoldenFloats(shared, `${name}${STORED_SALIENCY}${task}.npy`),
    );
  });
  const ratios = Object.keys(golden.ratios);
  const thresholds = scores.map((task) =>
    selectThresholds(task, ratios.map(Number), golden.tasks[task.task]?.norm_factor_f32),
  );
  const masks = scores.map((task, t) => topKMasks(task, thresholds[t] as TaskThresholds));
  return { name, golden, ratios, scores, thresholds, masks };
}
