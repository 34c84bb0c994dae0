import {
  DATASET_CONFIGS,
  FULL_WIDTHS,
  NARROW_WIDTHS,
  BACKBONE_LAYERS,
  buildNet,
  freeNet,
  netLayers,
  type NetPlan,
  type PassContext,
} from '@metasparse/scenenet';
import { SaliencyPass, memoryScores, type TaskBatchResult, type TaskScores } from '@metasparse/sparsity';
import { kernels } from '../device.js';
import { formulaSource } from '../formula.js';
import { goldenBatch } from './nyuv2-batch.js';

/** The part of a golden network file that says what was run. */
export interface NetworkSetting {
  readonly net: 'narrow' | 'full';
  readonly crop: number;
  readonly batch_ids: readonly string[];
  readonly crop_starts_per_batch: readonly (readonly (readonly [number, number])[])[];
  readonly salt: number;
}

export interface NetworkRun {
  /** Results of each batch. */
  readonly batches: readonly (readonly TaskBatchResult[])[];
  readonly scores: readonly TaskScores[];
  /** Tensors on the device afterwards, less those before. */
  readonly leaked: number;
}

/** Our own run of a golden network: formula weights, no dropout, all batches accumulated. */
export async function runNetwork(
  shared: string,
  setting: NetworkSetting,
  backward: PassContext['backward'] = 'float32',
): Promise<NetworkRun> {
  const config = DATASET_CONFIGS.nyuv2;
  const plan: NetPlan = {
    widths: setting.net === 'full' ? FULL_WIDTHS : NARROW_WIDTHS,
    tasks: config.tasks.map((task) => ({ task, classes: config.classes[task] as number })),
  };
  const context = { kernels: kernels(), backward };
  const before = kernels().live();
  const net = buildNet(context, plan, formulaSource(kernels(), setting.salt), false);
  const pass = new SaliencyPass(context, net, { config, classWeights: null });
  const batches: TaskBatchResult[][] = [];
  for (const starts of setting.crop_starts_per_batch)
    batches.push(pass.addBatch(await goldenBatch(shared, setting.crop, starts, setting.batch_ids), null));
  const { backbone, heads } = netLayers(plan);
  const scores = heads.map(({ task, branches }) => {
    const layers = [...backbone, ...branches.flat()].map(({ name, shape }) => ({ name, shape }));
    const arrays = [...pass.take(task)].map((entry) => entry.scores);
    return memoryScores(task, layers, BACKBONE_LAYERS, arrays);
  });
  pass.free();
  freeNet(context, net);
  return { batches, scores, leaked: kernels().live() - before };
}
