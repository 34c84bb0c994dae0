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

/**
 * One of NVIDIA's library wheels; TensorFlow looks for `nvidia/<part>/lib` beside its own folder.
 * @param {string} part
 * @param {string} requirement
 * @param {number} megabytes about, for the progress line
 * @param {string} sha256
 * @param {string} [tag]
 * @returns {Wheel}
 */
function nvidia(part, requirement, megabytes, sha256, tag = 'manylinux2014_x86_64') {
  const file = `${requirement.replaceAll('-', '_').replace('==', '-')}-py3-none-${tag}.whl`;
  return { requirement, file, sha256, bytes: megabytes * 1e6, keep: [`nvidia/${part}/lib/`] };
}

/** The lowest versions that TensorFlow 2.21's `and-cuda` extra allows, which are those it was built with. */
const NVIDIA = [
  nvidia(
    'cublas',
    'nvidia-cublas-cu12==12.5.3.2',
    363,
    'ca070ad70e9fa6654084575d01bd001f30cc4665e33d4bb9fc8e0f321caa034b',
  ),
  nvidia(
    'cuda_cupti',
    'nvidia-cuda-cupti-cu12==12.5.82',
    14,
    'bde77a5feb66752ec61db2adfe47f56b941842825b4c7e2068aff27c9d107953',
  ),
  nvidia(
    'cuda_nvrtc',
    'nvidia-cuda-nvrtc-cu12==12.5.82',
    25,
    '3dbd97b0104b4bfbc3c4f8c79cd2496307c89c43c29a9f83125f1d76296ff3fd',
  ),
  nvidia(
    'cuda_runtime',
    'nvidia-cuda-runtime-cu12==12.5.82',
    1,
    '3e79a060e126df40fd3a068f3f787eb000fa51b251ec6cd97d09579632687115',
  ),
  nvidia(
    'cudnn',
    'nvidia-cudnn-cu12==9.3.0.75',
    577,
    '9ad9c6929ebb5295eb4a1728024666d1c88283373e265a0c5c883e6f9d5cd76d',
  ),
  nvidia(
    'cufft',
    'nvidia-cufft-cu12==11.2.3.61',
    193,
    '9a6e8df162585750f61983a638104a48c756aa13f9f48e19ab079b38e3c828b8',
  ),
  nvidia(
    'curand',
    'nvidia-curand-cu12==10.3.6.82',
    57,
    '2823fb27de4e44dbb22394a6adf53aa6e1b013aca0f8c22867d1cfae58405536',
  ),
  nvidia(
    'cusolver',
    'nvidia-cusolver-cu12==11.6.3.83',
    131,
    '93cfafacde4428b71778eeb092ec615a02a3d05404da1bcf91c53e3fa1bce42b',
  ),
  nvidia(
    'cusparse',
    'nvidia-cusparse-cu12==12.5.1.3',
    218,
    '016df8e993c437e8301e62739f01775cba988fd5253cd4c64173f8e8d2f8e752',
  ),
  nvidia(
    'nccl',
    'nvidia-nccl-cu12==2.27.7',
    323,
    'de5ba5562f08029a19cb1cd659404b18411ed0d6c90ac5f52f30bf99ad5809aa',
    'manylinux2014_x86_64.manylinux_2_17_x86_64',
  ),
  nvidia(
    'nvjitlink',
    'nvidia-nvjitlink-cu12==12.5.82',
    22,
    'f9b37bc5c8cf7509665cb6ada5aaa0ce65618f2332b7d3e78e9790511f111212',
  ),
];

/** @type {Runtime} */
const GPU = {
  name: 'tensorflow-gpu-2.21.0',
  device: 'gpu',
  unpackedBytes: 5_800_000_000,
  wheels: [
    {
      requirement: 'tensorflow==2.21.0',
      file: 'tensorflow-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl',
      sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124',
      bytes: 572_440_367,
      keep: TENSORFLOW_PARTS,
    },
    ...NVIDIA,
  ],
};

/** @param {'cpu' | 'gpu'} device @returns {Runtime} */
export function runtimeFor(device) {
  return device === 'gpu' ? GPU : CPU;
}
