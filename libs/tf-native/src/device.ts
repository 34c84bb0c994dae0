import { Executor } from './executor.js';
import { loadBinding } from './binding.js';
import { TfKernels } from './tf-kernels.js';

export type DeviceRequest = 'cpu' | 'gpu' | 'auto';

export interface Device {
  readonly kernels: TfKernels;
  readonly kind: 'cpu' | 'gpu';
  readonly tensorflowVersion: string;
}

/** Raised when the device asked for is not there. */
export class DeviceUnavailableError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DeviceUnavailableError';
  }
}

/**
 * Opens the process's device. TensorFlow falls back to the CPU without a word when it finds no GPU, so a GPU that was
 * asked for and is not there is an error here.
 */
export function openDevice(request: DeviceRequest): Device {
  const binding = loadBinding();
  const kind = binding.isUsingGpuDevice() ? 'gpu' : 'cpu';
  if (request === 'gpu' && kind !== 'gpu')
    throw new DeviceUnavailableError(
      'a GPU was asked for (METASPARSE_DEVICE=gpu), but TensorFlow sees none: check the driver (nvidia-smi), ' +
        'set up with METASPARSE_DEVICE=gpu, or use METASPARSE_DEVICE=cpu',
    );
  return { kernels: new TfKernels(new Executor(binding)), kind, tensorflowVersion: binding.TF_Version };
}
