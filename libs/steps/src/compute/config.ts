import { InvalidArgumentError } from '@metasparse/contracts';

export interface ComputeOptions {
  /** Threads inside a kernel: part of what decides the bits of a result. */
  readonly threads: number;
  readonly device: 'cpu' | 'gpu' | 'auto';
}

/** Large blocks stay in the heap, so that reading a tensor does not fault its pages in each time. */
const MALLOC = { MALLOC_MMAP_THRESHOLD_: '1073741824', MALLOC_TRIM_THRESHOLD_: '4294967296' };

/** The environment of a compute process: TensorFlow reads its threads and device from there when it loads. */
export function computeEnvironment({ threads, device }: ComputeOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...MALLOC,
    TF_CPP_MIN_LOG_LEVEL: process.env.TF_CPP_MIN_LOG_LEVEL ?? '2',
    TF_NUM_INTRAOP_THREADS: String(threads),
    TF_NUM_INTEROP_THREADS: '1',
    OMP_NUM_THREADS: String(threads),
    TF_FORCE_GPU_ALLOW_GROWTH: 'true',
    METASPARSE_DEVICE: device,
  };
}

/** The device asked for by METASPARSE_DEVICE; `auto` takes a GPU if there is one. */
export function requestedDevice(): 'cpu' | 'gpu' | 'auto' {
  const value = process.env.METASPARSE_DEVICE ?? 'auto';
  if (value === 'cpu' || value === 'gpu' || value === 'auto') return value;
  throw new InvalidArgumentError(`METASPARSE_DEVICE is ${JSON.stringify(value)}; use cpu, gpu or auto`, {
    field: 'METASPARSE_DEVICE',
    value,
    bound: 'cpu, gpu or auto',
  });
}
