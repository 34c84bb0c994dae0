import { sampleOrder } from './sample-order.js';

/** One place in a batch: which sample, in which pass over the dataset. */
export interface Slot {
  readonly epoch: number;
  readonly sampleIndex: number;
}

/** How a run goes through a dataset. */
export interface BatchPlan {
  readonly seed: number;
  /** Samples in the split. */
  readonly count: number;
  readonly batchSize: number;
  /** Another permutation in each epoch (training); otherwise index order. */
  readonly shuffle: boolean;
}

/**
 * The slots of batch `b`, a pure function of (plan, b): positions b*batchSize... of the endless sequence of epochs, so
 * a dataset smaller than the run starts again, with new draws, in the next epoch.
 * @throws RangeError for an empty dataset, a batch size below 1, or a batch index that is no whole number >= 0.
 */
export function batchesOf(plan: BatchPlan): (batch: number) => readonly Slot[] {
  requireWhole('count', plan.count, 1);
  requireWhole('batchSize', plan.batchSize, 1);
  const held = { epoch: -1, order: new Uint32Array(0) };
  const sampleAt = (epoch: number, position: number): number => {
    if (!plan.shuffle) return position;
    if (held.epoch !== epoch)
      Object.assign(held, { epoch, order: sampleOrder(plan.seed, epoch, plan.count) });
    return held.order[position] as number;
  };
  return (batch) => {
    requireWhole('batch', batch, 0);
    return Array.from({ length: plan.batchSize }, (_, i) => {
      const place = batch * plan.batchSize + i;
      const epoch = Math.floor(place / plan.count);
      return { epoch, sampleIndex: sampleAt(epoch, place % plan.count) };
    });
  };
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(`${name} is ${String(value)}; it must be a whole number >= ${String(least)}`);
}
