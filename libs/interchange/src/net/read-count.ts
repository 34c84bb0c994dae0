import { broken, shownName } from '../refusal.js';
import type { TorchTensor } from '../torch/torch-tensor.js';

/** The one whole number of a count like `num_batches_tracked`. Throws InvalidDataError for anything else. */
export function readCount(file: string, name: string, tensor: TorchTensor): number {
  const [value] = tensor.length === 1 ? tensor.float32() : [];
  const exact = tensor.type === 'int64' && tensor.length === 1 ? wholeNumber(tensor.elements()) : value;
  if (exact === undefined || !Number.isSafeInteger(exact) || exact < 0)
    throw broken(file, `has ${shownName(name)} that is no count: ${exact ?? `${tensor.length} values`}`);
  return exact;
}

function wholeNumber(bytes: Uint8Array): number {
  return Number(new DataView(bytes.buffer, bytes.byteOffset).getBigInt64(0, true));
}
