import { InvalidArgumentError } from '@metasparse/contracts';
import {
  checkNet,
  checkRunnable,
  effectiveValues,
  writeCheckpoint,
  writeOnnx,
  writePth,
  type NetState,
  type PthOptions,
} from '@metasparse/interchange';
import type { NetPlan, Task } from '@metasparse/scenenet';
import { writingTo } from '../machine/output-file.js';
import type { ExchangeReport } from './import-net.js';
import { openNetFile } from './net-file.js';
import { refuseSameFile } from './same-file.js';

/** `pruned`: values and masks apart; `dense`: masks multiplied in. */
export type NetForm = 'pruned' | 'dense';

export interface ExportRequest {
  readonly file: string;
  readonly format: ExportFormat;
  readonly out: string;
  /** Default: dense for ONNX; else pruned where the net has masks. */
  readonly form?: NetForm | undefined;
  /** Tasks of the heads in the file's order; found out where absent. */
  readonly tasks?: readonly Task[] | undefined;
  /** Puts DataParallel's `module.` before every name of a .pth; default false. */
  readonly dataParallel?: boolean | undefined;
}

interface Opened {
  readonly file: string;
  readonly state: NetState;
  readonly plan: NetPlan;
}

const WRITERS = {
  pth: ({ file, state, plan }: Opened, { out, form, dataParallel = false }: ExportRequest) => {
    const options: PthOptions = form === undefined ? { dataParallel } : { form, dataParallel };
    return writePth(out, file, state, plan, options);
  },
  onnx: ({ file, state, plan }: Opened, { out }: ExportRequest) => writeOnnx(out, file, state, plan),
  safetensors: ({ state }: Opened, { out, form }: ExportRequest) =>
    writeCheckpoint(out, form === 'dense' ? denseState(state) : state),
} as const satisfies Record<string, (opened: Opened, request: ExportRequest) => Promise<void>>;

export type ExportFormat = keyof typeof WRITERS;
export const EXPORT_FORMATS = Object.keys(WRITERS) as readonly ExportFormat[];

/**
 * A net of either kind in another format. Throws NotFoundError, InvalidDataError for what is not a whole net,
 * InvalidArgumentError for a form the format does not have or an `out` that cannot be written, UnsupportedError for
 * a net too large for ONNX.
 */
export async function exportNet(request: ExportRequest): Promise<ExchangeReport> {
  const { file, format, out, tasks } = request;
  refuseForm(request);
  refuseSameFile(file, out);
  const { state, plan, notes, close } = openNetFile(file, tasks, format === 'pth' ? checkNet : checkRunnable);
  try {
    await writingTo(out, () => WRITERS[format]({ file, state, plan }, request));
    return { plan, masks: state.masks.size, notes };
  } finally {
    close();
  }
}

function refuseForm({ format, form, dataParallel }: ExportRequest): void {
  if (format === 'onnx' && form === 'pruned')
    throw wrong('form', form, 'dense with --format onnx: a model for inference has no masks');
  if (format !== 'pth' && dataParallel === true)
    throw wrong('data-parallel', format, 'left out unless --format is pth');
}

function wrong(field: string, value: string, bound: string): InvalidArgumentError {
  return new InvalidArgumentError(`--${field} is ${value}; it has to be ${bound}`, { field, value, bound });
}

/** Masks multiplied in and gone. */
function denseState(state: NetState): NetState {
  const tensors = [...state.tensors].map(
    ([name, tensor]) => [name, { ...tensor, read: () => effectiveValues(state, name) }] as const,
  );
  return { ...state, tensors: new Map(tensors), masks: new Map() };
}
