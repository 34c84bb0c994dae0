import {
  BaselinePass,
  SeedCollectors,
  buildBaselinesFile,
  phasesOf,
  type BaselinesFile,
  type BatchMeasures,
  type Collected,
} from '@metasparse/baselines';
import {
  DATASET_CONFIGS,
  backboneLayers,
  buildNet,
  freeNet,
  xavierSource,
  type Kernels,
  type PassContext,
  type SceneNet,
} from '@metasparse/scenenet';
import type { BatchReport } from '../compute/messages.js';
import { netPlan, type BatchStream } from '../similarity/block-scorer.js';
import { openBatches, type BatchData } from '../similarity/open-batches.js';
import { PhaseClock } from './phase-clock.js';
import type { BaselinesJob } from './resolve-baselines.js';

type OnBatch = (report: BatchReport) => void;

interface Measuring {
  readonly context: PassContext;
  readonly job: BaselinesJob;
  readonly data: BatchData;
  readonly clock: PhaseClock;
  readonly onBatch: OnBatch;
}

/** Measures every seed of the run on its own batches, with the net that the run scored. */
export async function measureBaselines(
  kernels: Kernels,
  job: BaselinesJob,
  onBatch: OnBatch,
): Promise<BaselinesFile> {
  const context: PassContext = { kernels, backward: job.precision === 'mixed' ? 'bfloat16' : 'float32' };
  const clock = new PhaseClock();
  const data = await openBatches(job);
  const seeds: Collected[] = [];
  for (const seed of job.head.seeds)
    seeds.push(await measureSeed({ context, job, data, clock, onBatch }, seed));
  const { head, methods, similarity, notes } = job;
  const file = buildBaselinesFile({ head, methods, seeds, seconds: clock.seconds(), similarity });
  return { ...file, notes: [...notes, ...file.notes] };
}

async function measureSeed(measuring: Measuring, seed: number): Promise<Collected> {
  const { context, job, data } = measuring;
  const net = buildNet(context, netPlan(job), xavierSource(context.kernels, seed), job.dropout);
  const stream = await data.open(seed, 0);
  try {
    return await measureNet(measuring, seed, net, stream);
  } finally {
    await stream.close();
    freeNet(context, net);
  }
}

async function measureNet(
  { context, job, data, clock, onBatch }: Measuring,
  seed: number,
  net: SceneNet,
  stream: BatchStream,
): Promise<Collected> {
  const { batchSize, dropout, compat, head, methods, dataset, width } = job;
  const config = DATASET_CONFIGS[dataset];
  const { widths, tasks } = netPlan({ dataset, width, tasks: job.tasks });
  const { classWeights } = data;
  const settings = { config, classWeights, phases: phasesOf(methods), learningRate: head.learningRate };
  const pass = new BaselinePass(context, net, settings, clock.timed);
  const collectors = new SeedCollectors(
    {
      methods,
      config,
      tasks: tasks.map(({ task }) => task),
      seed,
      pixelsPerBatch: Math.ceil(head.pixels / head.batches),
      layers: backboneLayers(widths),
      channels: widths.backbone[3],
    },
    clock.timed,
  );
  // Nothing of a batch matters to methods without a phase.
  const batches = settings.phases.length === 0 ? 0 : head.batches;
  for (let index = 0; index < batches; index++) {
    const { batch, idleMilliseconds } = await stream.next();
    const started = performance.now();
    const measures = pass.measure(batch, dropout ? { seed, batch: index, batchSize, compat } : null);
    collectors.add(measures, batch, index);
    onBatch({
      outcome: {
        seed,
        batch: index,
        samples: batch.samples.map(({ id }) => id),
        results: resultsOf(measures),
      },
      milliseconds: performance.now() - started,
      idleMilliseconds,
      rssBytes: process.memoryUsage.rss(),
    });
  }
  return collectors.finish();
}

function resultsOf({ tasks }: BatchMeasures): BatchReport['outcome']['results'] {
  return tasks.map(({ task, loss, pixels }) => ({ task, loss, pixels }));
}
