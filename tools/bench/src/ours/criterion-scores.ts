import {
  BACKBONE_LAYERS,
  buildNet,
  convsOf,
  freeNet,
  xavierSource,
  type Batch,
  type DatasetConfig,
  type NetPlan,
  type PassContext,
  type SceneNet,
} from '@metasparse/scenenet';
import { memoryScores, SaliencyPass, type TaskScores } from '@metasparse/sparsity';
import { l1Scores, randomScores, synflowScores } from '@metasparse/training';
import type { CompactCriterion } from '../compact/criteria.js';

const SEED = 0;
const SYNFLOW = { size: 65, rounds: 10 } as const;

/** What is scored: the net, and what it is scored with. */
export interface Scored {
  readonly context: PassContext;
  readonly plan: NetPlan;
  readonly config: DatasetConfig;
  readonly batch: Batch;
  /** Fraction of weights that are kept in the end; SynFlow's rounds lead to it. */
  readonly density: number;
}

/** Each task's scores of backbone and head under a criterion, on a net drawn as static pruning draws it. */
export function criterionScores(criterion: CompactCriterion, scored: Scored): readonly TaskScores[] {
  const { context, plan } = scored;
  const net = buildNet(context, plan, xavierSource(context.kernels, SEED), criterion === 'snip');
  try {
    return criterion === 'snip'
      ? snip(net, scored)
      : plan.tasks.map((_, t) => withoutData(criterion, net, t, scored));
  } finally {
    freeNet(context, net);
  }
}

function snip(net: SceneNet, { context, config, batch }: Scored): readonly TaskScores[] {
  const pass = new SaliencyPass(context, net, { config, classWeights: null });
  pass.addBatch(batch, { seed: SEED, batch: 0, batchSize: batch.samples.length, compat: 'correct' });
  const scores = net.heads.map(({ task, parameters }) => {
    const layers = [...net.backbone.convs, ...convsOf(parameters)].map(({ layer }) => layer);
    const arrays = [...pass.take(task)].map((layer) => layer.scores);
    return memoryScores(task, layers, BACKBONE_LAYERS, arrays);
  });
  pass.free();
  return scores;
}

function withoutData(
  criterion: Exclude<CompactCriterion, 'snip'>,
  net: SceneNet,
  position: number,
  { context: { kernels }, density }: Scored,
): TaskScores {
  const head = net.heads[position] as SceneNet['heads'][number];
  if (criterion === 'synflow') return synflowScores(kernels, net, head.task, { ...SYNFLOW, density });
  const convs = [...net.backbone.convs, ...convsOf(head.parameters)];
  const arrays = convs.map(({ layer, weight }) => {
    if (criterion === 'random') return randomScores(layer, SEED);
    const host = kernels.weightToHost(weight);
    const values = kernels.read(host);
    kernels.free(host);
    return l1Scores(values);
  });
  return memoryScores(
    head.task,
    convs.map(({ layer }) => layer),
    BACKBONE_LAYERS,
    arrays,
  );
}
