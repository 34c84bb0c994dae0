import { statSync } from 'node:fs';
import { writeFileAtomically } from '@metasparse/artifacts';
import { asCompact, netTensor, writeCheckpoint, type NetState } from '@metasparse/interchange';
import { netLayers, type NetPlan, type Task } from '@metasparse/scenenet';
import { packMask, type BitMask } from '@metasparse/sparsity';
import {
  compactTensors,
  offsetsOf,
  outputPixels,
  planCompaction,
  type HostTensors,
} from '@metasparse/training';
import { hostTensors } from '../exchange/host-tensors.js';
import { openNetFile } from '../exchange/net-file.js';
import { refuseSameFile } from '../exchange/same-file.js';
import { writingTo } from '../machine/output-file.js';
import type { CompactReport, NetSize } from './compact-report.js';

/** Side of the square image that FLOPs are counted for, pixels. */
const IMAGE_SIDE = 256;

export interface CompactRequest {
  /** A pruned net, safetensors or .pth. */
  readonly file: string;
  /** The compacted net to write, safetensors. */
  readonly out: string;
  /** JSON to write the report to; none where absent. */
  readonly report?: string | undefined;
  /** Tasks of the heads in the file's order; found out where absent. */
  readonly tasks?: readonly Task[] | undefined;
}

/**
 * A net without the channels that no prediction depends on. In evaluation mode its predictions are those of the net
 * with masks, up to the rounding of sums over fewer terms; it cannot be trained on. Throws NotFoundError,
 * InvalidDataError for what is not a whole net or is compacted already, InvalidArgumentError for an `out` that cannot be
 * written.
 */
export async function compactNet({ file, out, report, tasks }: CompactRequest): Promise<CompactReport> {
  refuseSameFile(file, out);
  if (report !== undefined) refuseSameFile(file, report);
  const { state, plan, notes, close } = openNetFile(file, tasks);
  try {
    const whole = hostTensors(state);
    const cut = planCompaction(plan, (name) => nonZero(whole, name), offsetsOf(whole));
    const compact = compactTensors(plan, cut, whole);
    await writingTo(out, () => writeCheckpoint(out, compactState(state, plan, compact)));
    const result: CompactReport = {
      schema: 'metasparse.compact/v1',
      plan,
      imageSide: IMAGE_SIDE,
      before: sizeOf(plan, whole, file),
      after: sizeOf(plan, compact, out),
      spaces: cut.spaces,
      foldedChannels: cut.constants.length,
      notes,
    };
    if (report !== undefined)
      await writingTo(report, () => writeFileAtomically(report, `${JSON.stringify(result, null, 2)}\n`));
    return result;
  } finally {
    close();
  }
}

/** Where a layer's weights count, masked or not. */
function nonZero(tensors: HostTensors, layer: string): BitMask | null {
  const weight = tensors.get(`${layer}.weight`);
  return weight === undefined
    ? null
    : packMask(Uint8Array.from(weight.values, (value) => (value === 0 ? 0 : 1)));
}

function compactState(state: NetState, plan: NetPlan, compact: HostTensors): NetState {
  const tensors = [...compact].map(([name, { shape, values }]) => [name, netTensor(shape, values)] as const);
  return asCompact({ ...state, tensors: new Map(tensors), masks: new Map() }, plan);
}

function sizeOf(plan: NetPlan, tensors: HostTensors, file: string): NetSize {
  const { backbone, heads } = netLayers(plan);
  const pixels = outputPixels(plan, IMAGE_SIDE, IMAGE_SIDE);
  let [parameters, nonZeroWeights, flops] = [0, 0, 0];
  for (const [name, { values }] of tensors)
    if (!/running_(mean|var)$/.test(name)) parameters += values.length;
  for (const { name } of [...backbone, ...heads.flatMap(({ branches }) => branches.flat())]) {
    const { values } = tensors.get(`${name}.weight`) ?? { values: new Float32Array(0) };
    nonZeroWeights += values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0);
    flops += 2 * values.length * pixels(name);
  }
  return { parameters, nonZeroWeights, flops, fileBytes: statSync(file).size };
}
