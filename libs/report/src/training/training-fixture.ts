import { backboneLayers, FULL_WIDTHS, streamKey, symmetric, type Task } from '@metasparse/scenenet';
import type {
  LayerMasks,
  LossPoint,
  LossSummary,
  MaskPoint,
  TrainingRun,
  TrainMethod,
} from './training-run.js';

const FIVE: readonly Task[] = ['seg', 'sn', 'depth', 'keypoint', 'edge'];
const END: Readonly<Partial<Record<Task, number>>> = {
  seg: 1.4,
  sn: 0.2,
  depth: 0.3,
  keypoint: 0.05,
  edge: 0.02,
};

export interface FixtureChoice {
  readonly tasks?: readonly Task[];
  readonly method?: TrainMethod;
  readonly iterations?: number;
  readonly tests?: boolean;
}

/** A training as it could have been: falling losses with noise and spikes, some batches without a label of a task. */
export function trainingFixture({
  tasks = FIVE,
  method = 'disparse_dynamic',
  iterations = 100_000,
  tests = true,
}: FixtureChoice = {}): TrainingRun {
  const train = Array.from({ length: iterations }, (_, i) => ({
    ...pointAt(tasks, i, iterations, 0.3),
    learningRate: 1e-3 * 0.5 ** Math.floor((4 * i) / iterations),
    gradientNorm: i % 2 === 0 ? 2.5 : null,
  }));
  const every = Math.max(1, Math.floor(iterations / 20));
  const test = tests ? Array.from({ length: 21 }, (_, i) => pointAt(tasks, i * every, iterations, 0.04)) : [];
  return {
    title: 'Training of the net on NYUv2',
    summary: {
      ...SETTINGS,
      method,
      tasks,
      from: method === 'disparse_pt' ? { file: 'dense.safetensors', sha256: 'cd'.repeat(32) } : null,
      iterations,
      train: ends(train),
      test: ends(test),
      sparsity: method === 'baseline' ? { backbone: 0, net: 0 } : { backbone: 0.9, net: 0.8712 },
    },
    train,
    test,
    masks: method === 'disparse_dynamic' ? maskFixture(tasks, iterations) : [],
    seconds: [0, iterations].map((iteration) => ({ iteration, seconds: (7321.4 * iteration) / iterations })),
    command: `metasparse train --method ${method} --data 'my data/nyu_v2' --out runs/nyuv2`,
  };
}

/** What does not depend on the choice. */
const SETTINGS = {
  schema: 'metasparse.train/v1',
  dataset: 'nyuv2',
  data: 'nyu_v2',
  settings: { batchSize: 8, rate: 1e-3, sparsity: 90, augment: true, clip: null, decay: 'step' },
  dataDigest: 'ab'.repeat(32),
  cost: {
    seconds: 7321.4,
    imagesPerSecond: 109.3,
    peakRssBytes: 3_650_000_000,
    device: 'cpu',
    tensorflow: '2.21.0',
    threads: 2,
  },
  files: ['net.safetensors', 'best.safetensors', 'metrics.jsonl'].map((name, i) => ({
    name,
    sha256: `${String(i)}e`.repeat(32),
  })),
} as const;

function pointAt(tasks: readonly Task[], iteration: number, iterations: number, noise: number): LossPoint {
  const losses = Object.fromEntries(
    tasks.map((task, t) => [task, lossAt(task, t, iteration / iterations, iteration, noise)]),
  );
  const total = Object.values(losses).reduce<number>((sum, loss) => sum + (loss ?? 0), 0);
  return { iteration, losses, total };
}

function ends(points: readonly LossPoint[]): LossSummary {
  const best = points.reduce<LossPoint | null>((a, b) => (a === null || b.total < a.total ? b : a), null);
  return { first: points[0] ?? null, last: points.at(-1) ?? null, best };
}

function lossAt(task: Task, t: number, progress: number, iteration: number, noise: number): number | null {
  if (noise > 0.1 && iteration % 9 === t + 3) return null;
  const end = END[task] ?? 0.4;
  const drawn = symmetric(streamKey(t, noise > 0.1 ? 0 : 1), iteration);
  const spike = iteration % 20_011 === 20_000 ? 30 : 1;
  return end * (1 + 1.6 * Math.exp(-6 * progress)) * (1 + noise * drawn) * (noise > 0.1 ? spike : 1);
}

/** 60 updates of the 36 backbone layers and of a layer in each branch of the heads; the original would grow more than was dropped. */
function maskFixture(tasks: readonly Task[], iterations: number): readonly MaskPoint[] {
  const names = backboneLayers(FULL_WIDTHS).map(({ name, shape }) => ({
    layer: name,
    weights: shape.reduce((a, b) => a * b),
  }));
  const heads = tasks.flatMap((_, t) =>
    [0, 1, 2, 3].map((c) => ({
      layer: `task${String(t + 1)}_fc1_c${String(c)}.conv2`,
      weights: 1024 * 1024,
    })),
  );
  return Array.from({ length: 60 }, (_, update) => ({
    iteration: Math.floor((update * iterations) / 60),
    action: update === 0 ? 'initial' : 'update',
    layers: [...names, ...heads].map(({ layer, weights }, i) => masksAt(layer, weights, i, update)),
  }));
}

function masksAt(layer: string, weights: number, index: number, update: number): LayerMasks {
  const density = Math.min(1, 40 / Math.sqrt(weights)) * (1 + 0.004 * update * (index % 3));
  const kept = Math.min(weights, Math.round(weights * density));
  const dropped = update === 0 ? 0 : Math.round(0.25 * kept * (1 + Math.cos((Math.PI * update) / 60)));
  return { layer, weights, kept, dropped, grown: dropped, wanted: Math.round(1.8 * dropped) };
}
