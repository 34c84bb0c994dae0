import type { Example } from './example.js';
import type { RunFile } from './run-file.js';

const digest = (seed: number) =>
  Array.from({ length: 64 }, (_, i) => ((seed * 31 + i * 7) % 16).toString(16)).join('');

/** What does not depend on the tasks. */
const CONSTANT = {
  schema: 'metasparse.run/v1',
  command: [
    ...[
      'npx',
      'metasparse',
      'similarity',
      '--dataset',
      'nyuv2',
      '--data',
      'my data/nyu_v2',
      '--batches',
      '5',
    ],
    ...['--batch-size', '2', '--seeds', '4', '--out', 'runs/nyuv2'],
  ],
  versions: { metasparse: '0.1.0', tensorflow: '2.18.0', node: '20.20.2', numericalVersion: '1' },
  device: {
    kind: 'cpu',
    name: 'Intel Xeon Platinum 8481C',
    threads: 2,
    workers: 1,
    precision: 'fp32',
    cpuFeatures: ['avx2', 'fma', 'avx512f', 'avx512_bf16'],
  },
  inputs: { 'nyu_v2_3task.json': digest(1), 'img/0.png': digest(2), 'depth/0.npy': digest(3) },
  outputs: {
    'similarity.json': digest(4),
    'similarity.tsv': digest(5),
    'saliency-seed-0.safetensors': digest(6),
  },
  times: {
    startedAt: '2026-01-15T09:12:04Z',
    finishedAt: '2026-01-15T09:19:31Z',
    seconds: 447.2,
    secondsPerBatch: 19.4,
    idleShare: 0.012,
    perPhase: { saliency: 388.1, masks: 11.9, analysis: 46.3, report: 0.9 },
  },
  peakMemoryBytes: 2_310_000_000,
} as const;

export function runFixture(tasks: readonly string[] = ['seg', 'sn', 'depth']): RunFile {
  const perTask = <T>(value: (index: number) => T) =>
    Object.fromEntries(tasks.map((task, i) => [task, value(i)]));
  return {
    ...CONSTANT,
    parameters: {
      dataset: 'nyuv2',
      tasks,
      batches: 5,
      batchSize: 2,
      seeds: 4,
      crop: 321,
      width: 1,
      split: 'train',
    },
    tasks: perTask(() => ({ batchesUsed: 20, batchesWithoutLabel: 0 })),
    losses: perTask((i) => 3.702 - i),
  };
}

/** A sample whose pictures are a 1 × 1 PNG each. */
export function exampleFixture(
  id: string,
  names: readonly string[] = ['image', 'seg', 'normal', 'depth'],
): Example {
  const base64 =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
  const png = Uint8Array.from(Buffer.from(base64, 'base64'));
  return {
    id,
    images: names.map((name) => ({ name, caption: `${name} of the crop`, png, width: 321, height: 321 })),
  };
}
