import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TrainSummary } from '@metasparse/report';
import type { EvaluationReport } from '../evaluate/evaluation-report.js';
import type { PruneOutcome } from '../prune/prune-outcome.js';

const DIGEST = 'ab'.repeat(32);

/** Writes JSON into a folder, which is made where it is missing. */
export function writeJson(folder: string, name: string, content: unknown): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify(content));
}

export interface TrainedNet {
  readonly method?: TrainSummary['method'];
  readonly seed: number;
  readonly iterations?: number;
  readonly sparsityPercent?: number | null;
  readonly loss?: number;
  readonly from?: string;
}

/** train.json of a training of seg and sn on NYUv2. */
export function writeTrain(folder: string, net: TrainedNet): void {
  const { method = 'baseline', seed, iterations = 100, sparsityPercent = null, loss = 1, from } = net;
  const point = { iteration: iterations - 1, losses: { seg: loss, sn: null }, total: loss };
  const summary: TrainSummary = {
    schema: 'metasparse.train/v1',
    method,
    dataset: 'nyuv2',
    tasks: ['seg', 'sn'],
    data: 'nyu_v2',
    settings: { seed, sparsityPercent, batchSize: 8, width: 1 },
    dataDigest: DIGEST,
    from: from === undefined ? null : { file: basename(from), sha256: DIGEST },
    iterations,
    train: { first: point, last: point, best: point },
    test: { first: null, last: null, best: null },
    sparsity: { backbone: 0, net: 0 },
    cost: {
      seconds: 10 + seed,
      imagesPerSecond: 3,
      peakRssBytes: 2 ** 30,
      device: 'cpu',
      tensorflow: '2.21.0',
      threads: 2,
    },
    files: [],
  };
  writeJson(folder, 'train.json', summary);
}

/** metrics.json of a net; mIoU as given, corrected half as much again. */
export function writeEvaluation(folder: string, net: string, meanIoU: number): void {
  const report: EvaluationReport = {
    schema: 'metasparse.metrics/v1',
    net,
    data: 'nyu_v2',
    dataset: 'nyuv2',
    split: 'test',
    images: 654,
    notes: [],
    tasks: [
      {
        task: 'seg',
        metrics: [
          { name: 'mIoU', better: 'higher', corrected: 1.5 * meanIoU, published: meanIoU },
          { name: 'err', better: 'lower', corrected: 2 - meanIoU, published: 2 - meanIoU },
        ],
      },
    ],
    classes: null,
  };
  writeJson(folder, 'metrics.json', report);
}

/** prune.json of a pruning of a fresh net with `criterion`. */
export function writePrune(folder: string, criterion: PruneOutcome['criterion'], seed: number): void {
  const totals = { weights: 100, kept: 10, sparsity: 0.9, flops: 2e9, keptFlops: 1e9 };
  const outcome: PruneOutcome = {
    schema: 'metasparse.prune/v1',
    numericalVersion: '1',
    method: 'disparse_static',
    criterion,
    arbiter: 'union',
    compat: 'correct',
    scope: 'backbone',
    sparsityPercent: 90,
    dataset: 'nyuv2',
    plan: {
      widths: { backbone: [64, 128, 256, 512], head: 1024 },
      tasks: [
        { task: 'seg', classes: 40 },
        { task: 'sn', classes: 3 },
      ],
    },
    seed,
    from: null,
    data: null,
    crop: 321,
    keepRatio: 0.08,
    numToKeep: { seg: 10, sn: 10 },
    shortfall: 0,
    backbone: totals,
    net: totals,
    layers: [],
    disconnected: [],
    notes: [],
    files: [{ name: 'pruned.safetensors', sha256: DIGEST }],
  };
  writeJson(folder, 'prune.json', outcome);
}
