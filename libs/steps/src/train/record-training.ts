import { existsSync, readFileSync, rmSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { sha256File, writeFileAtomically } from '@metasparse/artifacts';
import { openCheckpoint } from '@metasparse/interchange';
import {
  curvesSvg,
  shellLine,
  trainingReportHtml,
  type LossPoint,
  type LossSummary,
  type MaskPoint,
  type TrainingRun,
  type TrainSummary,
} from '@metasparse/report';
import { netLayers, weightCount, type ConvLayer, type NetPlan } from '@metasparse/scenenet';
import { keptCount } from '@metasparse/sparsity';
import type { RunFolder } from '../run/run-folder.js';
import { PRUNED } from './pruned-start.js';
import { METRICS, readMetrics, readTimes, type MetricLine, type TimeLine } from './run-lines.js';
import type { TrainRequest } from './train-request.js';
import type { TrainingCost } from './train-events.js';
import { BEST_NET, LAST_NET, PREDICTIONS } from './training-loop.js';

/** A run whose last net is written. */
export interface FinishedTraining {
  readonly request: TrainRequest;
  readonly plan: NetPlan;
  readonly folder: RunFolder;
  readonly dataDigest: string;
  readonly cost: TrainingCost;
  readonly command: readonly string[];
}

const MASKS = 'masks.tsv';

/** Writes what a person wants to see of a finished run; train.json comes last and says that it is whole. */
export async function recordTraining(finished: FinishedTraining): Promise<TrainSummary> {
  const { folder, command } = finished;
  const write = (name: string, content: string): Promise<void> =>
    writeFileAtomically(folder.file(name), content);
  const [lines, times] = [readMetrics(folder.path), readTimes(folder.path)];
  const masks = lines.filter((line) => line.kind === 'masks');
  if (masks.length > 0) await write(MASKS, maskTable(masks));
  const summary = await summarise(finished, lines, times);
  const run: TrainingRun = {
    title: basename(resolve(folder.path)),
    summary,
    train: lines.filter((line) => line.kind === 'train'),
    test: lines.filter((line) => line.kind === 'test'),
    masks,
    seconds: times.map(({ iteration, seconds }) => ({ iteration, seconds })),
    command: shellLine(command),
  };
  await write('curves.svg', curvesSvg(run));
  await write('report.html', trainingReportHtml({ run, predictions: fileIfThere(folder.file(PREDICTIONS)) }));
  await write('train.json', `${JSON.stringify(summary, null, 1)}\n`);
  rmSync(folder.work, { recursive: true, force: true });
  return summary;
}

function fileIfThere(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined;
}

async function summarise(
  { request, plan, folder, dataDigest, cost }: FinishedTraining,
  lines: readonly MetricLine[],
  times: readonly TimeLine[],
): Promise<TrainSummary> {
  const { method, dataset, tasks, data, from, iterations, threads } = request;
  return {
    schema: 'metasparse.train/v1',
    method,
    dataset,
    tasks,
    data: basename(resolve(data)),
    settings: flatSettings(request),
    dataDigest,
    from: from === null ? null : { file: basename(from.file), sha256: from.sha256 },
    iterations,
    train: lossSummary(lines, 'train'),
    test: lossSummary(lines, 'test'),
    sparsity: measuredSparsity(folder.file(LAST_NET), plan),
    cost: {
      seconds: times.at(-1)?.seconds ?? 0,
      imagesPerSecond: median(times.map(({ imagesPerSecond }) => imagesPerSecond)),
      peakRssBytes: Math.max(cost.peakRssBytes, ...times.map(({ rssBytes }) => rssBytes)),
      device: cost.device.kind,
      tensorflow: cost.device.tensorflow,
      threads,
    },
    files: await digests(folder),
  };
}

/** Every resolved setting under one name; parts of a setting after a dot. */
function flatSettings(request: TrainRequest): TrainSummary['settings'] {
  const {
    method: _method,
    data: _data,
    dataset: _dataset,
    tasks: _tasks,
    from: _from,
    ...settings
  } = request;
  const flat: Record<string, string | number | boolean | null> = {};
  const add = (prefix: string, values: object): void => {
    for (const [name, value] of Object.entries(values) as [string, unknown][])
      if (typeof value === 'object' && value !== null) add(`${prefix}${name}.`, value);
      else flat[prefix + name] = value as string | number | boolean | null;
  };
  add('', settings);
  return flat;
}

function lossSummary(lines: readonly MetricLine[], kind: 'train' | 'test'): LossSummary {
  const points = lines.flatMap((line): LossPoint[] => {
    if (line.kind !== kind) return [];
    const { iteration, losses, total } = line;
    return [{ iteration, losses, total }];
  });
  const lowest = Math.min(...points.map(({ total }) => total));
  return {
    first: points[0] ?? null,
    last: points.at(-1) ?? null,
    best: points.find(({ total }) => total === lowest) ?? null,
  };
}

/** Zeros among the weights of convolutions, as the masks of the net say. */
function measuredSparsity(file: string, plan: NetPlan): TrainSummary['sparsity'] {
  const { state, close } = openCheckpoint(file);
  try {
    const sparsity = (layers: readonly ConvLayer[]): number => {
      const weights = layers.reduce((sum, layer) => sum + weightCount(layer), 0);
      const kept = layers.reduce((sum, layer) => {
        const mask = state.masks.get(`${layer.name}.weight`);
        return sum + (mask === undefined ? weightCount(layer) : keptCount(mask.read()));
      }, 0);
      return 1 - kept / weights;
    };
    const { backbone, heads } = netLayers(plan);
    const all = [...backbone, ...heads.flatMap(({ branches }) => branches.flat())];
    return { backbone: sparsity(backbone), net: sparsity(all) };
  } finally {
    close();
  }
}

function maskTable(points: readonly MaskPoint[]): string {
  const rows = points.flatMap(({ iteration, action, layers }) =>
    layers.map(({ layer, weights, kept, dropped, grown, wanted }) =>
      [iteration, action, layer, weights, kept, kept / weights, dropped, grown, wanted].join('\t'),
    ),
  );
  const head = ['iteration', 'action', 'layer', 'weights', 'kept', 'density', 'dropped', 'grown', 'wanted'];
  return [head.join('\t'), ...rows, ''].join('\n');
}

async function digests(folder: RunFolder): Promise<{ name: string; sha256: string }[]> {
  const names = [LAST_NET, BEST_NET, METRICS, MASKS, `${PRUNED}/pruned.safetensors`];
  const present = names.filter((name) => existsSync(folder.file(name)));
  return Promise.all(present.map(async (name) => ({ name, sha256: await sha256File(folder.file(name)) })));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
