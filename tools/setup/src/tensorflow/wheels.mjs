/**
 * A wheel pinned by content. `keep`: what is taken out of it, as folder or file prefixes.
 * @typedef {{ requirement: string, file: string, sha256: string, bytes: number, keep: readonly string[] }} Wheel
 */

/**
 * What makes up one TensorFlow: a name for its folder in the cache, its wheels, and the bytes needed to unpack them.
 * @typedef {{ name: string, device: 'cpu' | 'gpu', unpackedBytes: number, wheels: readonly Wheel[] }} Runtime
 */

const TENSORFLOW_PARTS = ['tensorflow/libtensorflow', 'tensorflow/include/'];

/** @type {Runtime} */
const CPU = {
  name: 'tensorflow-cpu-2.21.0',
  device: 'cpu',
  unpackedBytes: 1_100_000_000,
  wheels: [
    {
      requirement: 'tensorflow-cpu==2.21.0',
      file: 'tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
      sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
      bytes: 273_829_956,
      keep: TENSORFLOW_PARTS,
    },
  ],
};

/** @type {Runtime} */
const GPU = {
  name: 'tensorflow-gpu-2.21.0',
  device: 'gpu',
  unpackedBytes: 1_500_000_000,
  wheels: [
    {
      requirement: 'tensorflow==2.21.0',
      file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
      sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
      bytes: 572_440_367,
      keep: TENSORFLOW_PARTS,
    },
  ],
};

/** @param {'cpu' | 'gpu'} device @returns {Runtime} */
export function runtimeFor(device) {
  return device === 'gpu' ? GPU : CPU;
}
