import { writeCheckpoint } from '@metasparse/interchange';
import type { NetPlan, Task } from '@metasparse/scenenet';
import { writingTo } from '../machine/output-file.js';
import { openNetFile } from './net-file.js';
import { refuseSameFile } from './same-file.js';

export interface ImportRequest {
  /** A .pth of torch.save or a safetensors checkpoint. */
  readonly file: string;
  /** The safetensors checkpoint to write. */
  readonly out: string;
  /** Tasks of the heads in the file's order; found out where absent. */
  readonly tasks?: readonly Task[] | undefined;
}

/** What a net turned out to be, and what a person should know of it. */
export interface ExchangeReport {
  readonly plan: NetPlan;
  /** Weights under a mask: how many tensors carry one. */
  readonly masks: number;
  readonly notes: readonly string[];
}

/**
 * A net of either kind as a safetensors checkpoint; nothing of the file is run. Throws NotFoundError,
 * InvalidDataError for what is not a whole net, InvalidArgumentError for an `out` that cannot be written.
 */
export async function importNet({ file, out, tasks }: ImportRequest): Promise<ExchangeReport> {
  refuseSameFile(file, out);
  const { state, plan, notes, close } = openNetFile(file, tasks);
  try {
    await writingTo(out, () => writeCheckpoint(out, state));
    return { plan, masks: state.masks.size, notes };
  } finally {
    close();
  }
}
