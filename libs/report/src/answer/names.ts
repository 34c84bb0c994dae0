import type { Metric, Weighting } from '@metasparse/affinity';
import type { Task } from '@metasparse/scenenet';

/** A name for a heading and what it measures, in one line. */
export interface Wording {
  readonly title: string;
  readonly meaning: string;
}

export const METRIC_WORDS: Readonly<Record<Metric, Wording>> = {
  iou: { title: 'Mask IoU', meaning: 'weights kept for both tasks, out of those kept for either' },
  epi: { title: 'EPI-Sim', meaning: 'how alike the two numbers of kept weights are' },
  sals: { title: 'CSS', meaning: 'cosine of the two saliencies, all weights' },
  masked_sals: { title: 'MCSS', meaning: 'cosine of the two saliencies, kept weights only' },
};

/** Headline metric first; the order of every list and picture. */
export const METRIC_ORDER: readonly Metric[] = ['iou', 'epi', 'masked_sals', 'sals'];

export const WEIGHTING_WORDS: Readonly<Record<Weighting, Wording>> = {
  equal: { title: 'Equal', meaning: 'every layer counts the same' },
  linear: { title: 'Linear', meaning: 'layer l counts l, the first not at all' },
  linear_plus_one: { title: 'Linear + 1', meaning: 'layer l counts l + 1' },
  five_zeros: { title: 'Step', meaning: 'the first five layers are left out' },
  av_sparsity: { title: 'Sparsity', meaning: 'a layer counts the sum of the two sparsities' },
  min_sparsity: { title: 'Least sparsity', meaning: 'a layer counts the smaller of the two sparsities' },
  epi_like: { title: 'EPI', meaning: 'a layer counts its EPI-Sim' },
};

const TASK_TITLES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    seg: 'segmentation',
    sn: 'surface normals',
    depth: 'depth',
    keypoint: 'keypoints',
    edge: 'edges',
    depth_monotone: 'monotone depth',
    sn_rotated: 'rotated normals',
    seg_shuffled: 'shuffled segmentation',
    sn_shuffled: 'shuffled normals',
    depth_shuffled: 'shuffled depth',
    keypoint_shuffled: 'shuffled keypoints',
    edge_shuffled: 'shuffled edges',
    noise: 'noise',
  } satisfies Readonly<Record<Task, string>>),
);

const DATASET_TITLES = new Map([
  ['nyuv2', 'NYUv2'],
  ['cityscapes', 'Cityscapes'],
  ['taskonomy', 'Tiny-Taskonomy'],
]);

/** A task in words; a name that is no task stays as it is. */
export function taskTitle(task: string): string {
  return TASK_TITLES.get(task) ?? task;
}

export function datasetTitle(dataset: string): string {
  return DATASET_TITLES.get(dataset) ?? dataset;
}

/** Longest task name a picture shows whole. */
const LONGEST = 14;

/** A pair in a picture: `seg / sn`, each name cut to what fits. */
export function pairLabel(pair: readonly [string, string]): string {
  return pair.map(shortTask).join(' / ');
}

export function shortTask(task: string): string {
  return task.length <= LONGEST ? task : `${task.slice(0, LONGEST - 1)}…`;
}

/** `30 %`, or `mean over 30, 50, 70 and 90 %`. */
export function sparsityTitle(sparsity: number | 'mean', all: readonly number[]): string {
  return sparsity === 'mean' ? `mean over ${listed(all)} %` : `${String(sparsity)} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly (string | number)[]): string {
  const last = items.at(-1);
  return items.length < 2 ? String(last ?? '') : `${items.slice(0, -1).join(', ')} and ${String(last)}`;
}
