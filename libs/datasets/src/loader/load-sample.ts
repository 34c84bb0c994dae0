import type { Compat, Dataset, Sample } from '@metasparse/scenenet';
import { augment, wholeSample } from '../augment/augment.js';
import { drawsFor } from '../augment/draws.js';
import type { SampleRecord } from '../layout/record.js';
import type { Slot } from '../order/batches.js';
import { readRaw, type ReadPlan } from '../reader/read-raw.js';
import type { ByteSource } from '../source/byte-source.js';

/** Everything about a run that a thread needs to make a sample; plain data, so that it can be sent. */
export interface SampleSetup {
  readonly dataset: Dataset;
  readonly plan: ReadPlan;
  readonly compat: Compat;
  readonly seed: number;
  /** Side of the training crop; null for whole images without augmentation. */
  readonly crop: number | null;
}

/** Reads, decodes, checks and augments one slot of a run: the same bits wherever it is called. */
export async function loadSample(
  source: ByteSource,
  { dataset, plan, compat, seed, crop }: SampleSetup,
  record: SampleRecord,
  { epoch, sampleIndex }: Slot,
): Promise<Sample> {
  const raw = await readRaw(source, record, plan);
  if (crop === null) return wholeSample(raw, dataset, compat);
  const draws = drawsFor(seed, epoch, sampleIndex, { height: raw.height, width: raw.width, crop });
  return augment(raw, draws, { dataset, crop }, compat);
}
