import { InvalidDataError } from '@metasparse/contracts';
import { effectiveValues, type NetState } from '@metasparse/interchange';
import {
  BACKBONE_LAYERS,
  DATASET_CONFIGS,
  netLayers,
  type ConvLayer,
  type LossSettings,
  type NetPlan,
  type PassContext,
  type SceneNet,
  type Task,
} from '@metasparse/scenenet';
import { SaliencyPass, memoryScores, type TaskScores } from '@metasparse/sparsity';
import {
  gradientSquareScores,
  graspScores,
  jointSnipScores,
  l1Scores,
  randomScores,
  type Criterion,
} from '@metasparse/training';
import type { PruneJob } from './resolve-prune.js';
import { counted, heldBatches, openScoredBatches } from './scored-batches.js';
import { withScoredNet } from './start-net.js';
import type { StepClock } from './step-clock.js';

/** Everything a criterion may look at. */
export interface Scoring {
  readonly context: PassContext;
  readonly job: PruneJob;
  readonly state: NetState;
  readonly clock: StepClock;
}

type Scorer = (scoring: Scoring) => Promise<TaskScores[]> | TaskScores[];

/** Every criterion that ranks all weights once; SynFlow prunes in rounds. */
export const SCORERS: Readonly<Record<Exclude<Criterion, 'synflow'>, Scorer>> = {
  snip: (scoring) =>
    bySaliency(scoring, (pass, { task }) => [...pass.take(task)].map(({ scores }) => scores)),
  grad_w2: (scoring) =>
    bySaliency(scoring, (pass, { task, layers }) =>
      layers.map(({ name }) =>
        gradientSquareScores(pass.gradientSums(task, name), effectiveValues(scoring.state, `${name}.weight`)),
      ),
    ),
  l1: ({ job, state }) => byLayer(job.plan, ({ name }) => l1Scores(effectiveValues(state, `${name}.weight`))),
  random: ({ job }) => byLayer(job.plan, (layer) => randomScores(layer, job.seed)),
  snip_joint: (scoring) =>
    withLosses(scoring, async (net, settings) => {
      const { context, job, clock } = scoring;
      const batches = counted(await heldBatches(job), clock);
      return [jointSnipScores(context, net, settings, settings.config.lambdas, batches)];
    }),
  grasp: (scoring) =>
    withLosses(scoring, async (net, settings) => {
      const { context, job, clock } = scoring;
      const batches = await heldBatches(job);
      return subnetworks(job.plan).map(({ task }) =>
        withReason(job, () => graspScores(context, net, settings, task, counted(batches, clock))),
      );
    }),
};

interface Subnetwork {
  readonly task: Task;
  /** Backbone, then the task's head. */
  readonly layers: readonly ConvLayer[];
}

export function subnetworks(plan: NetPlan): Subnetwork[] {
  const { backbone, heads } = netLayers(plan);
  return heads.map(({ task, branches }) => ({ task, layers: [...backbone, ...branches.flat()] }));
}

/** Scores that a layer's own weights give; the backbone's are the same for every task. */
function byLayer(plan: NetPlan, scoresOf: (layer: ConvLayer) => Float32Array): TaskScores[] {
  const backbone = netLayers(plan).backbone.map(scoresOf);
  return subnetworks(plan).map(({ task, layers }) =>
    memoryScores(task, layers, BACKBONE_LAYERS, [
      ...backbone,
      ...layers.slice(BACKBONE_LAYERS).map(scoresOf),
    ]),
  );
}

/** Scores from each task's own gradients, summed over the batches. */
function bySaliency(
  scoring: Scoring,
  scoresOf: (pass: SaliencyPass, subnetwork: Subnetwork) => Float32Array[],
): Promise<TaskScores[]> {
  return withLosses(scoring, async (net, settings) => {
    const { context, job, clock } = scoring;
    const pass = new SaliencyPass(context, net, settings);
    try {
      for await (const { batch, dropout, idleMilliseconds } of openScoredBatches(job)) {
        const results = pass.addBatch(batch, dropout);
        const losses = results.map(({ loss, ...rest }) => ({
          ...rest,
          loss: rest.pixels === 0 ? null : loss,
        }));
        clock.done(
          losses,
          batch.samples.map(({ id }) => id),
          idleMilliseconds,
        );
      }
      return subnetworks(job.plan).map((subnetwork) =>
        memoryScores(subnetwork.task, subnetwork.layers, BACKBONE_LAYERS, scoresOf(pass, subnetwork)),
      );
    } finally {
      pass.free();
    }
  });
}

function withLosses<T>(
  { context, job, state }: Scoring,
  use: (net: SceneNet, settings: LossSettings) => Promise<T>,
): Promise<T> {
  const settings = { config: DATASET_CONFIGS[job.dataset], classWeights: job.classWeights };
  return withScoredNet(context, job, state, (net) => use(net, settings));
}

/** GraSP refuses gradients that are zero or not finite by a RangeError: the data or the net is at fault. */
function withReason<T>({ data, criterion }: PruneJob, score: () => T): T {
  try {
    return score();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new InvalidDataError(`${data}: cannot be scored by ${criterion}: ${cause.message}`, {
      file: data,
      cause,
    });
  }
}
