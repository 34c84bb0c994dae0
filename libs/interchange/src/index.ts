export { memoryByteSource, openByteSource, type ByteSource } from './byte-source.js';
export { checkNet } from './net/check-net.js';
export { checkRunnable } from './net/check-runnable.js';
export { asCompact, isCompact } from './net/compact-widths.js';
export { CHECKPOINT_SCHEMA } from './net/checkpoint-names.js';
export { writePth, type PthOptions } from './net/export-pth.js';
export { netStateOf, openPth } from './net/import-state.js';
export { inferPlan, readWidths, withTasks } from './net/infer-plan.js';
export { netEntries, type EntryKind, type NetEntry } from './net/net-names.js';
export {
  effectiveValues,
  netMask,
  netTensor,
  type NetMask,
  type NetState,
  type NetTensor,
  type OpenNetState,
} from './net/net-state.js';
export { openNet } from './net/open-net.js';
export { openCheckpoint, type OpenCheckpoint } from './net/open-checkpoint.js';
export { writeCheckpoint, type Extension, type ExtensionTensor } from './net/write-checkpoint.js';
export { INPUT as ONNX_INPUT } from './onnx/net-graph.js';
export { ONNX_OPSET, writeOnnx } from './onnx/write-onnx.js';
export {
  mapResNet34,
  openResNet34,
  type ResNetOptions,
  type ResNetReport,
  type ResNetWeights,
} from './resnet/map-resnet34.js';
export { openTorchFile, readTorchFile } from './torch/open-torch-file.js';
export { stateDictOf, type StateDict } from './torch/state-dict.js';
export type { TorchFile } from './torch/torch-file.js';
export type { TorchTensor } from './torch/torch-tensor.js';
export { writeTorchZip, type TorchEntry } from './torch/write-torch-zip.js';
