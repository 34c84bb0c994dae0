import { writeAtomically } from '@metasparse/artifacts';
import { UnsupportedError } from '@metasparse/contracts';
import type { NetPlan } from '@metasparse/scenenet';
import { checkRunnable } from '../net/check-runnable.js';
import type { NetState } from '../net/net-state.js';
import { netGraph } from './net-graph.js';
import { modelMessage } from './onnx-messages.js';

/** Operator set of the model (ONNX 1.12, 2022) and the file version that goes with it. */
export const ONNX_OPSET = 17;
const IR_VERSION = 8;
/** protobuf's bound of a message, bytes. */
const LARGEST = 2 ** 31 - 1;

/**
 * Writes a net as an ONNX model for inference: input `image` [batch, 3, height, width] (B,G,R of 0..255 minus
 * 104.00698793, 116.66876762, 122.67891434, not divided), one output a task at an eighth of the resolution, batch and
 * sizes free. `file` names the state's origin in messages. Throws InvalidDataError where the state is not that of
 * `plan` (a compacted one may be), UnsupportedError for a net beyond the 2 GiB of the format.
 */
export async function writeOnnx(path: string, file: string, state: NetState, plan: NetPlan): Promise<void> {
  checkRunnable(file, state, plan);
  const model = modelMessage({
    irVersion: IR_VERSION,
    opset: ONNX_OPSET,
    producer: 'metasparse',
    description: 'Dense prediction of several tasks from one backbone, in evaluation mode.',
    metadata: metadataOf(state, plan),
    graph: netGraph(state, plan),
  });
  if (model.length > LARGEST)
    throw new UnsupportedError(`${file}: the net has ${model.length} bytes, an ONNX file holds ${LARGEST}`, {
      file,
      value: model.length,
      bound: String(LARGEST),
    });
  await writeAtomically(path, async (output) => {
    for (const piece of model.pieces()) await output.writeFile(piece);
  });
}

function metadataOf(state: NetState, { tasks }: NetPlan): Record<string, string> {
  return {
    tasks: tasks.map(({ task }) => task).join(','),
    channel_order: 'BGR',
    mean_bgr: '104.00698793,116.66876762,122.67891434',
    scale: '1',
    output_stride: '8',
    masked_weights: String(state.masks.size),
  };
}
