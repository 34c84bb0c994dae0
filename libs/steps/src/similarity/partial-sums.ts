import { existsSync } from 'node:fs';
import { InvalidDataError } from '@metasparse/contracts';
import { SafetensorsFile, writeSafetensors, type TensorSource } from '@metasparse/artifacts';
import { addInto } from '@metasparse/sparsity';
import type { BatchOutcome } from '../compute/messages.js';

const FORMAT = 'metasparse.saliency/v1';

/** What a file of summed scores says about itself. */
export interface SumsInfo {
  /** Blocks 0 .. folded-1 are in the sum. */
  readonly folded: number;
  readonly batches: readonly BatchOutcome[];
}

/** Name of a task's layer in a file of scores. */
export function scoreName(task: string, layer: string): string {
  return `${task}/${layer}`;
}

export function sumsMetadata({ folded, batches }: SumsInfo): Record<string, string> {
  return { format: FORMAT, folded: String(folded), batches: JSON.stringify(batches) };
}

/** Reads what a file of scores says about itself. */
export function readSumsInfo(file: SafetensorsFile): SumsInfo {
  const { format, folded, batches } = file.header.metadata;
  if (format !== FORMAT || folded === undefined || batches === undefined)
    throw new InvalidDataError(`${file.path}: is not a file of saliency sums (${FORMAT})`, {
      file: file.path,
    });
  return { folded: Number(folded), batches: JSON.parse(batches) as BatchOutcome[] };
}

/** Blocks already in the total; 0 where there is none. */
export function foldedBlocks(totalPath: string): number {
  if (!existsSync(totalPath)) return 0;
  const file = SafetensorsFile.open(totalPath);
  try {
    return readSumsInfo(file).folded;
  } finally {
    file.close();
  }
}

/**
 * Adds the next block's partial sums to a seed's total, in float32 and block order, one tensor at a time. The partial stays.
 * Stopped anywhere, it can be started again: the total says which blocks it holds.
 */
export async function foldBlock(totalPath: string, partialPath: string, block: number): Promise<void> {
  const partial = SafetensorsFile.open(partialPath);
  const total = block === 0 ? null : SafetensorsFile.open(totalPath);
  try {
    const before: SumsInfo = total === null ? { folded: 0, batches: [] } : readSumsInfo(total);
    if (before.folded !== block)
      throw new RangeError(`block ${block} cannot follow ${before.folded} blocks in ${totalPath}`);
    const batches = [...before.batches, ...readSumsInfo(partial).batches];
    const tensors: readonly TensorSource[] = partial.header.tensors;
    await writeSafetensors(
      totalPath,
      tensors,
      sumsMetadata({ folded: block + 1, batches }),
      sums(total, partial),
    );
  } finally {
    total?.close();
    partial.close();
  }
}

function* sums(total: SafetensorsFile | null, partial: SafetensorsFile): Generator<Float32Array> {
  for (const { name } of partial.header.tensors) {
    const values = partial.float32(name);
    if (total === null) {
      yield values;
      continue;
    }
    const sum = total.float32(name);
    addInto(sum, values);
    yield sum;
  }
}
