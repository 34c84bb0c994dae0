export { asDiskError, writeAtomically, writeFileAtomically } from './files/atomic-file.js';
export { canonicalJson, sha256, sha256File } from './files/digest.js';
export { elementCount, type ElementType, type TensorInfo } from './safetensors/header.js';
export { SafetensorsFile } from './safetensors/reader.js';
export { writeSafetensors, type TensorData, type TensorSource } from './safetensors/writer.js';
export { EventFile, eventFileName } from './tensorboard/event-file.js';
export type { ScalarEvent } from './tensorboard/event-message.js';
