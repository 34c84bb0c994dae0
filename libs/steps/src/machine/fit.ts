import { availableParallelism, totalmem } from 'node:os';
import { netLayers, weightCount, type NetPlan } from '@metasparse/scenenet';

/** Share of the machine's memory that compute processes may take. */
const MEMORY_SHARE = 0.7;
/** A compute process with TensorFlow loaded and nothing computed. */
const BASE_BYTES = 0.35e9;
/** Peak of activations and gradients per image of the full-width net at 321 x 321, measured. */
const IMAGE_BYTES = 0.4e9;
const IMAGE_PIXELS = 321 * 321;

/** Bytes of the sums of |w dL/dw| of all tasks: the backbone's once a task, each head's once. */
export function sumBytes(plan: NetPlan): number {
  const { backbone, heads } = netLayers(plan);
  const count = (layers: readonly Parameters<typeof weightCount>[0][]): number =>
    layers.reduce((sum, layer) => sum + weightCount(layer), 0);
  return 4 * heads.reduce((sum, { branches }) => sum + count(backbone) + count(branches.flat()), 0);
}

/** What one compute process is expected to take at its peak. */
export function workerBytes(plan: NetPlan, batchSize: number, pixels: number): number {
  const width = plan.widths.head / 1024;
  return BASE_BYTES + 1.7 * sumBytes(plan) + (batchSize * IMAGE_BYTES * width * pixels) / IMAGE_PIXELS;
}

/** Compute processes that fit this machine's cores and memory, at least one. */
export function fittingWorkers(bytesPerWorker: number, threads: number): number {
  const byCores = Math.floor(availableParallelism() / threads);
  const byMemory = Math.floor((totalmem() * MEMORY_SHARE) / bytesPerWorker);
  return Math.max(1, Math.min(byCores, byMemory));
}
