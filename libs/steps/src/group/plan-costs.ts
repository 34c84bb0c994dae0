import type { SimilarityFile } from '@metasparse/affinity';
import { InvalidDataError, UnsupportedError } from '@metasparse/contracts';
import { members } from '@metasparse/grouping';
import {
  DATASET_CONFIGS,
  DATASETS,
  isTask,
  netLayers,
  scaledWidths,
  backboneLayers,
  weightCount,
  type ConvLayer,
  type Dataset,
  type NetPlan,
} from '@metasparse/scenenet';
import { outputPixels } from '@metasparse/training';
import type { GroupSource, NetworkCosts } from './group-source.js';

export interface PlanSettings {
  /** Pixels, height and width, for which FLOPs are counted; the training crop of the data set where not given. */
  readonly imageSize?: readonly [height: number, width: number] | undefined;
}

/** The net of a similarity run, and the pixels its layers put out. */
export interface MeasuredNet {
  readonly plan: NetPlan;
  readonly height: number;
  readonly width: number;
  readonly pixels: (layerName: string) => number;
}

/** Multiply-adds times two and convolution weights of the dense networks: the backbone once, a head a task. */
export function planCosts(
  source: GroupSource,
  settings: PlanSettings,
): { readonly of: (group: number) => NetworkCosts; readonly from: string } {
  const { plan, height, width, pixels } = netOf(source, settings);
  const { backbone, heads } = netLayers(plan);
  const trunk = layerCosts(backbone, pixels);
  const branches = heads.map((head) => layerCosts(head.branches.flat(), pixels));
  const of = (group: number): NetworkCosts =>
    sumCosts([trunk, ...members(group).map((t) => branches[t] ?? trunk)]);
  return {
    of,
    from: `the dense network at ${height} x ${width} pixels: its convolutions, backbone once, a head a task`,
  };
}

export function sumCosts(
  costs: readonly { readonly flops: number; readonly params: number }[],
): NetworkCosts {
  return {
    flops: costs.reduce((sum, { flops }) => sum + flops, 0),
    params: costs.reduce((sum, { params }) => sum + params, 0),
  };
}

function layerCosts(
  layers: readonly ConvLayer[],
  pixels: (layerName: string) => number,
): { readonly flops: number; readonly params: number } {
  const flops = layers.reduce((sum, layer) => sum + 2 * weightCount(layer) * pixels(layer.name), 0);
  return { flops, params: layers.reduce((sum, layer) => sum + weightCount(layer), 0) };
}

/** The network that a similarity run was about. Throws UnsupportedError where it is no net of this program. */
export function netOf({ path, similarity }: GroupSource, { imageSize }: PlanSettings): MeasuredNet {
  if (similarity === null)
    throw new UnsupportedError(
      `${path}: is no similarity run, so its networks are not known; give --costs FILE`,
      {
        file: path,
        field: 'costs',
      },
    );
  const config = DATASET_CONFIGS[datasetOf(path, similarity)];
  const tasks = similarity.tasks.map((task) => {
    const classes = isTask(task) ? config.classes[task] : undefined;
    if (!isTask(task) || classes === undefined)
      throw new InvalidDataError(
        `${path}: tasks has ${JSON.stringify(task)}, which ${config.dataset} has no head for`,
        {
          file: path,
          field: 'tasks',
          value: task,
        },
      );
    return { task, classes };
  });
  const plan = { widths: scaledWidths(widthFactor(path, similarity)), tasks };
  const [height, width] = imageSize ?? [config.crop, config.crop];
  return { plan, height, width, pixels: outputPixels(plan, height, width) };
}

function datasetOf(path: string, { dataset }: SimilarityFile): Dataset {
  const known = DATASETS.find((name) => name === dataset);
  if (known !== undefined) return known;
  throw new UnsupportedError(
    `${path}: dataset is ${dataset}, whose networks are not known; give --costs FILE`,
    {
      file: path,
      field: 'dataset',
      value: dataset,
    },
  );
}

/** The factor on the widths at which the backbone has as many weights as the run's. */
function widthFactor(path: string, { layers }: SimilarityFile): number {
  const weights = layers.reduce((sum, layer) => sum + layer.weights, 0);
  for (let factor = 1; factor >= 1 / 64; factor /= 2) {
    const own = backboneLayers(scaledWidths(factor)).reduce((sum, layer) => sum + weightCount(layer), 0);
    if (own === weights) return factor;
  }
  throw new UnsupportedError(`${path}: its layers are no backbone of this program; give --costs FILE`, {
    file: path,
    field: 'layers',
    value: weights,
  });
}
